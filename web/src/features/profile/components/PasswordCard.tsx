import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { Dialog } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { useProfileActs } from '../api';
import styles from './PasswordCard.module.css';
import { PasswordForm } from './PasswordForm';

/** The person wants a new password, or a stranger may know the old one. */
export type PasswordCause = 'wanted' | 'stranger';

interface Props {
  readonly hasPassword: boolean;
  /** Why a new password is asked for, or undefined while it is not. */
  readonly asked: PasswordCause | undefined;
  readonly onAsk: (cause: PasswordCause | undefined) => void;
  /** Runs an action after a confirmation; undefined if not confirmed. */
  readonly confirmed: <T>(act: () => Promise<T>) => Promise<T | undefined>;
}

/** The optional password. */
export function PasswordCard({ hasPassword, asked, onAsk, confirmed }: Props) {
  const { removePassword } = useProfileActs();
  const { confirm, note, noteFailure } = useOverlays();
  const remove = async () => {
    const isSure = await confirm({
      title: t('id.password.removeQuestion'),
      text: t('id.password.removeHint'),
      confirm: t('id.password.remove'),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      const isDone = await confirmed(() => removePassword.mutateAsync().then(() => true));
      if (isDone) note({ text: t('id.password.removed') });
    } catch (failure) {
      noteFailure(failure);
    }
  };
  return (
    <Card title={t('id.password.label')} hint={t(hasPassword ? 'id.password.isSet' : 'id.password.isNotSet')}>
      <div className={styles['acts']}>
        <Button mode="secondary" size="m" onClick={() => onAsk('wanted')}>
          {t(hasPassword ? 'id.password.change' : 'id.password.set')}
        </Button>
        {hasPassword && (
          <Button mode="tertiary" appearance="negative" size="m" onClick={() => void remove()}>
            {t('id.password.remove')}
          </Button>
        )}
      </div>
      <Dialog
        isOpen={asked !== undefined}
        onClose={() => onAsk(undefined)}
        title={t(hasPassword ? 'id.password.change' : 'id.password.set')}
        description={[asked === 'stranger' && t('id.password.stranger'), t('id.password.rule')]
          .filter(Boolean)
          .join(' ')}
      >
        <PasswordForm
          confirmed={confirmed}
          onDone={() => {
            onAsk(undefined);
            note({ text: t('id.password.saved') });
          }}
        />
      </Dialog>
    </Card>
  );
}
