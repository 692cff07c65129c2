import { Button } from '@vkontakte/vkui';
import { type FormEvent, useRef, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { PasswordField } from '@/shared/person/PasswordField';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import { unbrokenPhone } from '../model/phone';

interface Props {
  readonly acts: SignInActs;
  readonly progress: Progress | undefined;
  readonly phone: string;
  readonly onCode: () => void;
  readonly onCorrect: () => void;
}

/** The password, instead of the code. */
export function PasswordScreen({ acts: { sendPassword }, progress, phone, onCode, onCorrect }: Props) {
  const [password, setPassword] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!password) return input.current?.focus();
    if (sendPassword.isPending) return;
    sendPassword.mutate(password, {
      onError: () => {
        setPassword('');
        input.current?.focus();
      },
    });
  };
  return (
    <StepScreen
      title={t('id.password.title')}
      hint={unbrokenPhone(phone)}
      progress={progress}
      onBack={onCorrect}
    >
      <form onSubmit={submit} noValidate className={forms['form']}>
        {/* Password managers need the account name. */}
        <input type="hidden" name="username" autoComplete="username" value={phone} />
        <PasswordField
          label={t('id.password.label')}
          error={problemOf(sendPassword.error)}
          inputRef={input}
          autoComplete="current-password"
          takesFocus
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="l" stretched loading={sendPassword.isPending}>
          {t('id.signIn')}
        </Button>
        <Button mode="tertiary" size="l" stretched onClick={onCode}>
          {t('id.password.codeInstead')}
        </Button>
      </form>
    </StepScreen>
  );
}

function problemOf(failure: unknown): string | undefined {
  if (!failure) return undefined;
  return isApiError(failure, 'wrong_password') ? t('id.password.wrong') : errorText(failure);
}
