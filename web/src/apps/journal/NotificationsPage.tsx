import { NotificationsPage as Notifications } from '@/features/notifications/components/NotificationsPage';

/** What the journal account is notified of. */
export function NotificationsPage() {
  return <Notifications side="journal" />;
}
