import { t } from '@/shared/i18n/text';
import { dayHeading } from '@/shared/i18n/time';
import styles from './Marks.module.css';

/** The date above a day's messages. */
export function DayChip({ at }: { at: string }) {
  return (
    <h2 className={styles['line']}>
      <span className={styles['chip']}>{dayHeading(at)}</span>
    </h2>
  );
}

/** The line above the first unread message. */
export function UnreadLine() {
  return <div className={styles['unread']}>{t('messages.unreadFromHere')}</div>;
}
