import { NotificationsPage } from '@/features/notifications/components/NotificationsPage';
import styles from './Frame.module.css';

/** What the person is notified of, beside the list of chats. */
export function NotificationsScreen() {
  return (
    <div className={styles['settings']}>
      <NotificationsPage side="messenger" />
    </div>
  );
}
