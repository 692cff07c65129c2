import { Icon24MessageOutline, Icon24Users3Outline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { CountBadge } from '@/shared/ui/CountBadge';
import rows from '@/shared/ui/rows.module.css';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useSchoolChats } from '../api';
import { waysOf } from '../model/ways';
import styles from './SchoolChats.module.css';

interface Props {
  readonly classId: string;
  readonly courseId: string;
}

/** The ways from a lesson to its chats and teachers in the messenger, with what is unread there. */
export function SchoolChats({ classId, courseId }: Props) {
  const { data, isPending, isPaused } = useSchoolChats(classId, courseId);
  if (isPending && !isPaused) {
    return (
      <Card title={t('schoolChats.title')}>
        <TextSkeleton rows={4} />
      </Card>
    );
  }
  const ways = data ? waysOf(data) : [];
  // Without an answer the pages of the messenger say why.
  if (ways.length === 0) return null;
  return (
    <Card title={t('schoolChats.title')}>
      <ul className={rows['rows']}>
        {ways.map(({ key, kind, href, title, about, unread }) => (
          <li key={key} className={rows['row']}>
            {kind === 'chat' ? <Icon24Users3Outline /> : <Icon24MessageOutline />}
            {/* The messenger is a page of its own. */}
            <a className={styles['way']} href={href}>
              <span className={rows['title']}>{title}</span>
              <span className={rows['more']}>{about}</span>
            </a>
            <CountBadge count={unread} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
