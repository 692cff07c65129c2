import { Icon24NotificationOutline, Icon24NotificationSlashOutline } from '@vkontakte/icons';
import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { Menu } from '@/shared/ui/Menu';
import { isForever, MUTE_CHOICES } from '../model/mute';
import styles from './MuteRow.module.css';

interface Props {
  readonly mutedUntil: string | null;
  readonly isMuted: boolean;
  readonly onMute: (until: Date | null) => void;
}

/** The mute setting of a chat, with its choices. */
export function MuteRow({ mutedUntil, isMuted, onMute }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const words =
    !isMuted || mutedUntil === null
      ? t('chats.notificationsOn')
      : isForever(mutedUntil)
        ? t('chats.mutedForever')
        : t('chats.mutedUntil', { moment: fullMoment(mutedUntil) });
  return (
    <div className={styles['around']}>
      <button
        type="button"
        className={styles['row']}
        aria-haspopup={isMuted ? undefined : 'menu'}
        aria-expanded={isMuted ? undefined : isOpen}
        onClick={() => (isMuted ? onMute(null) : setIsOpen(!isOpen))}
      >
        {isMuted ? <Icon24NotificationSlashOutline /> : <Icon24NotificationOutline />}
        <span className={styles['words']}>
          {words}
          <span className={styles['act']}>{t(isMuted ? 'chats.unmute' : 'chats.mute')}</span>
        </span>
      </button>
      {isOpen && (
        <Menu
          label={t('chats.mute')}
          onClose={() => setIsOpen(false)}
          choices={MUTE_CHOICES.map(({ label, until }) => ({
            key: label,
            title: t(label),
            onChoose: () => onMute(until(new Date())),
          }))}
        />
      )}
    </div>
  );
}
