import { Icon56NotificationOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { Side } from '@/data/inbox/inbox';
import { t } from '@/shared/i18n/text';
import { dayHeading } from '@/shared/i18n/time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useNotifications, useReadAllNotifications, useUnreadNotifications } from '../api';
import { byDay } from '../model/days';
import { NotificationRow } from './NotificationRow';
import styles from './NotificationsPage.module.css';

interface Props {
  readonly side: Side;
}

/** The notifications of a person, by day; those of the journal account in the journal. */
export function NotificationsPage({ side }: Props) {
  const unread = useUnreadNotifications(side);
  const readAll = useReadAllNotifications(side);
  return (
    <section className={styles['page']} aria-labelledby="notifications">
      <header className={styles['header']}>
        <div className={styles['headline']}>
          <h1 id="notifications" className={styles['title']}>
            {t('notifications.title')}
          </h1>
          {unread > 0 && (
            <span className={styles['count']}>{t('notifications.unread', { count: unread })}</span>
          )}
        </div>
        {unread > 0 && (
          <Button mode="tertiary" size="l" loading={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('notifications.readAll')}
          </Button>
        )}
      </header>
      <NotificationList side={side} />
    </section>
  );
}

function NotificationList({ side }: Props) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useNotifications(side);
  if (!data) {
    return error ? <ErrorState failure={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={6} />;
  }
  const days = byDay(data.pages.flatMap(({ notifications }) => notifications));
  if (days.length === 0) {
    return (
      <EmptyState
        icon={<Icon56NotificationOutline />}
        title={t('notifications.empty')}
        hint={t('notifications.emptyHint')}
      />
    );
  }
  return (
    <>
      {days.map(({ key, notifications }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <h2 id={`day-${key}`} className={styles['day']}>
            {dayHeading(notifications[0]?.at ?? key)}
          </h2>
          <ul className={styles['list']}>
            {notifications.map((notification) => (
              <NotificationRow key={notification.id} notification={notification} side={side} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button
          mode="secondary"
          size="l"
          stretched
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('notifications.older')}
        </Button>
      )}
    </>
  );
}
