import { Button, Input } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { useRouteMutation } from '@/shared/api/routes';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';
import { PasswordField } from '@/shared/person/PasswordField';
import { clock } from '@/shared/ui/countdown';
import forms from '@/shared/ui/forms.module.css';
import { useSecondsLeft } from '@/shared/ui/useSecondsLeft';

interface Props {
  readonly hasPassword: boolean;
  readonly onProved: () => void;
}

/** A form that confirms the person by a code or the password. */
export function ConfirmationForm({ hasPassword, onProved }: Props) {
  const [usesPassword, setUsesPassword] = useState(hasPassword);
  const [typed, setTyped] = useState('');
  const send = useRouteMutation('post', '/api/id/confirmation/code', () => ({}), { showsFailure: true });
  const prove = useRouteMutation(
    'post',
    '/api/id/confirmation',
    (word: string) => ({ body: usesPassword ? { password: word } : { code: word } }),
    { onSuccess: onProved, onError: () => setTyped(''), showsFailure: true },
  );
  const problem = prove.error ? problemOf(prove.error) : undefined;
  const isAwaited = usesPassword || send.isSuccess;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isAwaited) return send.mutate();
    if (typed && !prove.isPending) prove.mutate(typed);
  };
  const change = () => {
    setUsesPassword(!usesPassword);
    setTyped('');
    prove.reset();
  };
  return (
    <form onSubmit={submit} noValidate className={forms['form']} style={{ paddingTop: 16 }}>
      {usesPassword && (
        <PasswordField
          label={t('id.password.label')}
          error={problem}
          autoComplete="current-password"
          takesFocus
          value={typed}
          onChange={setTyped}
        />
      )}
      {!usesPassword && send.isSuccess && (
        <Field label={t('id.code.label')} error={problem}>
          {(ties) => (
            <Input
              {...ties}
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      {send.error && (
        <p role="alert" className={forms['error']}>
          {errorText(send.error)}
        </p>
      )}
      <Button type="submit" size="l" stretched loading={prove.isPending || send.isPending}>
        {t(isAwaited ? 'id.confirm.prove' : 'id.confirm.sendCode')}
      </Button>
      {!usesPassword && send.data && (
        <SendAgain wait={send.data.resend_after} receivedAt={send.submittedAt} onSend={() => send.mutate()} />
      )}
      {hasPassword && (
        <Button mode="tertiary" size="l" stretched onClick={change}>
          {t(usesPassword ? 'id.password.codeInstead' : 'id.password.instead')}
        </Button>
      )}
    </form>
  );
}

interface AgainProps {
  readonly wait: number | null;
  readonly receivedAt: number;
  readonly onSend: () => void;
}

function SendAgain({ wait, receivedAt, onSend }: AgainProps) {
  const left = useSecondsLeft(wait, receivedAt);
  if (left > 0) return <p className={forms['note']}>{t('id.code.resendIn', { time: clock(left) })}</p>;
  return (
    <Button mode="secondary" size="l" stretched onClick={onSend}>
      {t('id.code.resend')}
    </Button>
  );
}

function problemOf(failure: unknown): string {
  if (isApiError(failure, 'wrong_password')) return t('id.password.wrong');
  if (isApiError(failure, 'malformed')) return t('id.confirm.sixDigits');
  if (!isApiError(failure, 'wrong_code')) return errorText(failure);
  return t('id.code.wrong', { left: failure.numberExtra('tries_left') ?? 0 });
}
