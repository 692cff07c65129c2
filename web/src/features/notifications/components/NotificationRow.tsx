import {
  Icon28CalendarOutline,
  Icon28CancelCircleOutline,
  Icon28EducationOutline,
  Icon28KeyOutline,
  Icon28LinkOutline,
  Icon28UserOutline,
} from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { Side } from '@/data/inbox/inbox';
import type { NotificationRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullMoment, timeOfDay } from '@/shared/i18n/time';
import { PageLink } from '@/shared/ui/PageLink';
import { Wall } from '@/shared/ui/Wall';
import { useReadNotification } from '../api';
import { hrefOf, wordsOf } from '../model/words';
import styles from './NotificationsPage.module.css';

interface Props {
  readonly notification: NotificationRead;
  readonly side: Side;
}

/** A notification, which leads to what it is about and is read then. */
export function NotificationRow(props: Props) {
  return (
    <li>
      <Wall place="notification" size="row" of={props.notification}>
        <Row {...props} />
      </Wall>
    </li>
  );
}

function Row({ notification, side }: Props) {
  const read = useReadNotification(side);
  const { id, kind, child, at, read_at } = notification;
  const { title, about, more } = wordsOf(notification);
  const isUnread = read_at === null;
  const href = hrefOf(notification, side);
  const Link = isWithin(href, side) ? PageLink : 'a';
  return (
    <Link
      className={styles['row']}
      href={href}
      data-unread={isUnread || undefined}
      onClick={() => isUnread && read.mutate(id)}
    >
      <span className={styles['icon']}>{ICONS[kind]}</span>
      <span className={styles['words']}>
        <span className={styles['what']}>
          {title}
          {child && <span className={styles['child']}>{child}</span>}
        </span>
        {about && <span>{about}</span>}
        {more && <span className={styles['more']}>{more}</span>}
      </span>
      <span className={styles['when']}>
        <time dateTime={at} title={fullMoment(at)}>
          {timeOfDay(at)}
        </time>
        {isUnread && <span className={styles['dot']} role="img" aria-label={t('notifications.isUnread')} />}
      </span>
    </Link>
  );
}

/** True if the address belongs to the entry page that shows it. */
function isWithin(href: string, side: Side): boolean {
  return side === 'journal' ? href.startsWith('/journal/') : href.startsWith('/lesson/');
}

const CALENDAR = <Icon28CalendarOutline />;
const ICONS: Record<NotificationRead['kind'], ReactNode> = {
  new_sign_in: <Icon28KeyOutline />,
  password_changed: <Icon28KeyOutline />,
  password_removed: <Icon28KeyOutline />,
  link_refused: <Icon28LinkOutline />,
  lesson_published: <Icon28EducationOutline />,
  lesson_ended_by_itself: <Icon28EducationOutline />,
  lesson_moved: CALENDAR,
  lesson_moved_back: CALENDAR,
  lesson_cancelled: <Icon28CancelCircleOutline />,
  lesson_restored: CALENDAR,
  lesson_substituted: <Icon28UserOutline />,
  lesson_teacher_returned: <Icon28UserOutline />,
};
