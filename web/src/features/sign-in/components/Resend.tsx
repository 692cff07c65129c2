import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { clock } from '@/shared/ui/countdown';
import forms from '@/shared/ui/forms.module.css';
import { useSecondsLeft } from '@/shared/ui/useSecondsLeft';

interface Props {
  readonly wait: number | null;
  readonly receivedAt: number;
  /** True if another code is the only way to continue. */
  readonly isUrgent: boolean;
  readonly isPending: boolean;
  readonly onResend: () => void;
}

/** Requests another code, after a countdown. */
export function Resend({ wait, receivedAt, isUrgent, isPending, onResend }: Props) {
  const left = useSecondsLeft(wait, receivedAt);
  if (left > 0) return <p className={forms['note']}>{t('id.code.resendIn', { time: clock(left) })}</p>;
  return (
    <Button
      mode={isUrgent ? 'primary' : 'secondary'}
      size="l"
      stretched
      loading={isPending}
      onClick={() => !isPending && onResend()}
    >
      {t('id.code.resend')}
    </Button>
  );
}
