import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { Dialog } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { useProfileActs } from '../api';
import styles from './PasswordCard.module.css';
import { PasswordForm } from './PasswordForm';

interface Props {
  readonly hasPassword: boolean;
  /** Runs an action after a confirmation; undefined if not confirmed. */
  readonly confirmed: <T>(act: () => Promise<T>) => Promise<T | undefined>;
}

/** The optional password. */
export function PasswordCard({ hasPassword, confirmed }: Props) {
  const [isOpen, setIsOpen] = useState(false);
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
        <Button mode="secondary" size="m" onClick={() => setIsOpen(true)}>
          {t(hasPassword ? 'id.password.change' : 'id.password.set')}
        </Button>
        {hasPassword && (
          <Button mode="tertiary" appearance="negative" size="m" onClick={() => void remove()}>
            {t('id.password.remove')}
          </Button>
        )}
      </div>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t(hasPassword ? 'id.password.change' : 'id.password.set')}
        description={t('id.password.rule')}
      >
        <PasswordForm
          confirmed={confirmed}
          onDone={() => {
            setIsOpen(false);
            note({ text: t('id.password.saved') });
          }}
        />
      </Dialog>
    </Card>
  );
}
