import { Button } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { PasswordField } from '@/shared/person/PasswordField';
import forms from '@/shared/ui/forms.module.css';
import { useProfileActs } from '../api';
import { passwordProblem } from '../model/password';

interface Props {
  readonly confirmed: <T>(act: () => Promise<T>) => Promise<T | undefined>;
  readonly onDone: () => void;
}

/** A new password, typed twice. */
export function PasswordForm({ confirmed, onDone }: Props) {
  const { setPassword } = useProfileActs();
  const [password, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const problem = isTried ? passwordProblem(password, again) : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    setFailure(undefined);
    if (passwordProblem(password, again) || setPassword.isPending) return;
    try {
      const isDone = await confirmed(() => setPassword.mutateAsync(password).then(() => true));
      if (isDone) onDone();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className={forms['form']}
      style={{ paddingTop: 16 }}
    >
      <PasswordField
        label={t('id.password.new')}
        error={problem && problem !== 'differ' ? t(`id.password.${problem}`) : weakPasswordText(failure)}
        autoComplete="new-password"
        takesFocus
        value={password}
        onChange={setTyped}
      />
      <PasswordField
        label={t('id.password.again')}
        error={problem === 'differ' ? t('id.password.differ') : undefined}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
      />
      <Button type="submit" size="l" stretched loading={setPassword.isPending}>
        {t('id.save')}
      </Button>
    </form>
  );
}

function weakPasswordText(failure: unknown): string | undefined {
  if (!failure) return undefined;
  return isApiError(failure, 'weak_password') ? t('id.password.weak') : errorText(failure);
}
