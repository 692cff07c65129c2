import { Button, Input } from '@vkontakte/vkui';
import { type FormEvent, useRef, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';
import { PasswordField } from '@/shared/person/PasswordField';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useJournalSignIn } from '../api';

interface Props {
  readonly reason?: string | undefined;
  readonly onDone?: () => void;
}

/** The journal's own sign-in: login and password from the school's slip. */
export function JournalSignIn({ reason, onDone }: Props) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setIsTried] = useState(false);
  const signIn = useJournalSignIn(onDone);
  const passwordInput = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!login.trim() || !password || signIn.isPending) return;
    signIn.mutate(
      { login: login.trim(), password },
      {
        onError: () => {
          setIsTried(false);
          setPassword('');
          passwordInput.current?.focus();
        },
      },
    );
  };
  return (
    <StepScreen title={t('journal.signIn.title')} hint={reason ?? t('journal.signIn.hint')}>
      <form onSubmit={submit} noValidate className={forms['form']}>
        <Field
          label={t('journal.signIn.login')}
          error={isTried && !login.trim() ? t('journal.signIn.loginMissing') : undefined}
        >
          {(ties) => (
            <Input
              {...ties}
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <PasswordField
          label={t('journal.signIn.password')}
          error={
            isTried && !password
              ? t('journal.signIn.passwordMissing')
              : signIn.error
                ? problemOf(signIn.error)
                : undefined
          }
          inputRef={passwordInput}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="l" stretched loading={signIn.isPending}>
          {t('journal.signIn.act')}
        </Button>
      </form>
      <p className={forms['note']}>{t('journal.signIn.note')}</p>
    </StepScreen>
  );
}

function problemOf(failure: unknown): string {
  return isApiError(failure, 'wrong_login_or_password', 'malformed')
    ? t('journal.signIn.wrong')
    : errorText(failure);
}
