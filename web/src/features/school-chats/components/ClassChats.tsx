import { t } from '@/shared/i18n/text';
import { CountBadge } from '@/shared/ui/CountBadge';
import { useSchoolChats } from '../api';
import { waysOf } from '../model/ways';
import styles from './SchoolChats.module.css';

/** The ways from a class to its chats and its homeroom teacher in one line, above its week. */
export function ClassChats({ classId }: { readonly classId: string }) {
  const { data } = useSchoolChats(classId);
  const ways = data ? waysOf(data) : [];
  if (data && ways.length === 0) return null;
  // The line keeps its height while its links are coming.
  return (
    <nav className={styles['line']} aria-label={t('schoolChats.title')}>
      {ways.map(({ key, href, title, about, isOneOfMany, unread }) => (
        <a key={key} className={styles['chip']} href={href} title={about}>
          {isOneOfMany ? about : title}
          <CountBadge count={unread} />
        </a>
      ))}
    </nav>
  );
}
