import { Icon20PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import styles from './CallStrip.module.css';

interface Props {
  readonly title: string;
  /** The call runs in this tab. */
  readonly isHere: boolean;
  readonly onEnter: () => void;
}

/** Above the conversation while a call runs: enter, or return to it. */
export function CallStrip({ title, isHere, onEnter }: Props) {
  const words = isHere
    ? t('chats.callHere')
    : title === ''
      ? t('chats.callRuns')
      : t('chats.callRunsOf', { title });
  return (
    <section className={styles['strip']} aria-label={t('chats.callRuns')}>
      <Icon20PhoneOutline aria-hidden className={styles['sign'] ?? ''} />
      <span className={styles['words']}>{words}</span>
      <Button size="s" onClick={onEnter}>
        {t(isHere ? 'chats.callReturn' : 'chats.callEnter')}
      </Button>
    </section>
  );
}
