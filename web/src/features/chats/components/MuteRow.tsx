import { Icon24NotificationOutline, Icon24NotificationSlashOutline } from '@vkontakte/icons';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { MenuButton } from '@/shared/ui/MenuButton';
import { isForever, MUTE_CHOICES } from '../model/mute';
import styles from './MuteRow.module.css';

interface Props {
  readonly mutedUntil: string | null;
  readonly isMuted: boolean;
  readonly onMute: (until: Date | null) => void;
}

/** The mute setting of a chat, with its choices. */
export function MuteRow({ mutedUntil, isMuted, onMute }: Props) {
  const words =
    !isMuted || mutedUntil === null
      ? t('chats.notificationsOn')
      : isForever(mutedUntil)
        ? t('chats.mutedForever')
        : t('chats.mutedUntil', { moment: fullMoment(mutedUntil) });
  const sign = (
    <>
      {isMuted ? <Icon24NotificationSlashOutline /> : <Icon24NotificationOutline />}
      <span className={styles['words']}>
        {words}
        <span className={styles['act']}>{t(isMuted ? 'chats.unmute' : 'chats.mute')}</span>
      </span>
    </>
  );
  if (isMuted)
    return (
      <button type="button" className={styles['row']} onClick={() => onMute(null)}>
        {sign}
      </button>
    );
  return (
    <MenuButton
      label={t('chats.mute')}
      looks={styles['row']}
      sign={sign}
      hasWords
      choices={MUTE_CHOICES.map(({ label, until }) => ({
        key: label,
        title: t(label),
        onChoose: () => onMute(until(new Date(serverNow()))),
      }))}
    />
  );
}
