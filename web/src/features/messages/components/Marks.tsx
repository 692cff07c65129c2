import { t } from '@/shared/i18n/text';
import { dayHeading } from '@/shared/i18n/time';
import { previewOf } from '../model/preview';
import type { ShownMessage } from '../model/shown';
import { useConversation } from './conversation';
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

/** A service message. */
export function ServiceMessage({ message }: { message: ShownMessage }) {
  const { nameOf } = useConversation();
  return (
    <div className={styles['line']}>
      <span className={styles['service']}>{previewOf(message, nameOf)}</span>
    </div>
  );
}
