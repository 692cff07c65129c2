import { t } from '../i18n/text';
import styles from './CountBadge.module.css';

interface Props {
  readonly count: number;
  /** `quiet` for muted chats, `alarm` on the navigation. */
  readonly look?: 'accent' | 'quiet' | 'alarm';
}

/** A number of unread things; nothing at zero. */
export function CountBadge({ count, look = 'accent' }: Props) {
  if (count <= 0) return null;
  return (
    <span className={`${styles.badge} ${styles[look]}`}>
      <span aria-hidden>{count > 999 ? '999+' : count}</span>
      <span className={styles.spoken}>{t('ui.unread', { count })}</span>
    </span>
  );
}
