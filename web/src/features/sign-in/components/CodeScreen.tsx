import { Icon28ShieldKeyholeOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import type { SignInState } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import { unbrokenPhone } from '../model/phone';
import { CODE_LENGTH, CodeField } from './CodeField';
import { Resend } from './Resend';

interface Props {
  readonly acts: SignInActs;
  readonly progress: Progress | undefined;
  readonly state: SignInState;
  /** When the state was received, in milliseconds. */
  readonly receivedAt: number;
  readonly onPassword: () => void;
  readonly onCorrect: () => void;
}

/** The code from the message; the same screen for known and unknown numbers. */
export function CodeScreen({
  acts: { sendCode, resend },
  progress,
  state,
  receivedAt,
  onPassword,
  onCorrect,
}: Props) {
  const [code, setCode] = useState('');
  const isSpent = isApiError(sendCode.error, 'code_expired', 'no_tries_left');
  const type = (next: string) => {
    setCode(next);
    if (sendCode.error && !isSpent) sendCode.reset();
    if (next.length < CODE_LENGTH || next === code || sendCode.isPending) return;
    sendCode.mutate(next, { onError: () => setCode('') });
  };
  const askAgain = () =>
    resend.mutate(undefined, {
      onSuccess: () => {
        sendCode.reset();
        announce(t('id.code.sentAgain'));
      },
    });
  return (
    <StepScreen
      title={t('id.code.title')}
      progress={progress}
      onBack={onCorrect}
      hint={
        <>
          {deliveryOf(state)}{' '}
          <button type="button" className={forms['link']} onClick={onCorrect}>
            {t('id.code.correct')}
          </button>
        </>
      }
    >
      <CodeField
        value={code}
        onChange={type}
        isDisabled={sendCode.isPending}
        error={problemOf(sendCode.error) ?? (resend.error ? errorText(resend.error) : undefined)}
      />
      <Resend
        wait={state.resend_after}
        receivedAt={receivedAt}
        isUrgent={isSpent || state.delivery === 'failed'}
        isPending={resend.isPending}
        onResend={askAgain}
      />
      <p className={forms['warning']}>
        <Icon28ShieldKeyholeOutline width={24} height={24} />
        <span>{t('id.code.warning')}</span>
      </p>
      <Button mode="tertiary" size="l" stretched onClick={onPassword}>
        {t('id.password.instead')}
      </Button>
    </StepScreen>
  );
}

function deliveryOf({ delivery, phone }: SignInState): string {
  const values = { phone: unbrokenPhone(phone ?? '') };
  if (delivery === 'failed') return t('id.code.failed', values);
  if (delivery === 'delayed') return t('id.code.delayed', values);
  return t('id.code.hint', values);
}

function problemOf(failure: unknown): string | undefined {
  if (!failure) return undefined;
  if (!isApiError(failure, 'wrong_code')) return errorText(failure);
  return t('id.code.wrong', { left: failure.numberExtra('tries_left') ?? 0 });
}
