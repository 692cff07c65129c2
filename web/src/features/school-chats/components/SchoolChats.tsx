import { Icon24MessageOutline, Icon24Users3Outline } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { SchoolChat } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { Card } from '@/shared/ui/Card';
import { CountBadge } from '@/shared/ui/CountBadge';
import rows from '@/shared/ui/rows.module.css';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useSchoolChats } from '../api';
import styles from './SchoolChats.module.css';

interface Props {
  readonly classId: string;
  /** Of a lesson; without it all chats of the class are shown. */
  readonly courseId?: string;
}

/** The ways from a class or a lesson to its chats and teachers in the messenger, with what is unread there. */
export function SchoolChats({ classId, courseId }: Props) {
  const { data, isPending, isPaused } = useSchoolChats(classId, courseId);
  if (isPending && !isPaused) {
    return (
      <Card title={t('schoolChats.title')}>
        <TextSkeleton rows={4} />
      </Card>
    );
  }
  // Without an answer the pages of the messenger say why.
  if (!data || data.chats.length + data.teachers.length === 0) return null;
  return (
    <Card title={t('schoolChats.title')}>
      <ul className={rows['rows']}>
        {data.chats.map(({ id, source, title, unread }) => (
          <Way
            key={id}
            href={`/chats/${id}`}
            icon={<Icon24Users3Outline />}
            title={nameOf(source)}
            about={title}
            unread={unread}
          />
        ))}
        {data.teachers.map(({ profile_id, name, chat_id, unread }) => (
          <Way
            key={profile_id}
            href={chat_id ? `/chats/${chat_id}` : `/people?write=${profile_id}`}
            icon={<Icon24MessageOutline />}
            title={t('schoolChats.write')}
            about={fullName(name)}
            unread={unread}
          />
        ))}
      </ul>
    </Card>
  );
}

interface WayProps {
  readonly href: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly about: string;
  readonly unread: number;
}

/** The messenger is a page of its own. */
function Way({ href, icon, title, about, unread }: WayProps) {
  return (
    <li className={rows['row']}>
      {icon}
      <a className={styles['way']} href={href}>
        <span className={rows['title']}>{title}</span>
        <span className={rows['more']}>{about}</span>
      </a>
      <CountBadge count={unread} />
    </li>
  );
}

function nameOf(source: SchoolChat['source']): string {
  switch (source) {
    case 'subject':
      return t('schoolChats.subject');
    case 'class_parents':
      return t('schoolChats.parents');
    case 'class_colleagues':
      return t('schoolChats.colleagues');
    default:
      return t('schoolChats.class');
  }
}
