import { Icon28NotificationWaves } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { NotificationRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import rows from '@/shared/ui/rows.module.css';
import { useNotifications, useReadNotification } from '../api';

/** Only the newest are shown. */
const SHOWN = 3;

/** Unread notifications of new sign-ins; nothing without any. */
export function NotificationsCard() {
  const { data } = useNotifications();
  const read = useReadNotification();
  const unread = data?.filter(({ kind, read_at }) => !read_at && kind === 'new_sign_in') ?? [];
  if (unread.length === 0) return null;
  return (
    <Card
      title={t('id.notifications.title')}
      aside={
        unread.length > 1 && (
          <Button
            mode="tertiary"
            size="m"
            loading={read.isPending}
            onClick={() => {
              for (const { id } of unread) read.mutate(id);
            }}
          >
            {t('id.notifications.allMine')}
          </Button>
        )
      }
    >
      <ul className={rows['rows']}>
        {unread.slice(0, SHOWN).map((notification) => (
          <NotificationRow key={notification.id} notification={notification} />
        ))}
      </ul>
    </Card>
  );
}

function NotificationRow({ notification }: { notification: NotificationRead }) {
  const read = useReadNotification();
  const device = typeof notification.params['device'] === 'string' ? notification.params['device'] : '';
  return (
    <li className={rows['row']}>
      <Icon28NotificationWaves />
      <div className={rows['text']}>
        <div className={rows['title']}>{t('id.notification.new_sign_in', { device })}</div>
        <div className={rows['more']}>{fullMoment(notification.at)}</div>
      </div>
      <Button mode="secondary" size="m" loading={read.isPending} onClick={() => read.mutate(notification.id)}>
        {t('id.notifications.mine')}
      </Button>
    </li>
  );
}
