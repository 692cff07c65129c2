import type { GuardianHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName, shortName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { Card } from '@/shared/ui/Card';
import { PageLink } from '@/shared/ui/PageLink';
import styles from './Home.module.css';

/** The guardian's part: the children, each with class and homeroom teacher. */
export function GuardianPart({ home }: { home: GuardianHome }) {
  return (
    <Card
      title={t('journal.guardian.title')}
      hint={home.children.length === 0 ? t('journal.guardian.none') : undefined}
    >
      <ul className={styles['children']}>
        {home.children.map((child) => (
          <li key={child.id}>
            <PageLink href={`/journal/diary/${child.id}`} className={styles['child']}>
              <Avatar id={child.id} name={child.name} size={48} />
              <div className={styles['childText']}>
                <h3 className={styles['childName']}>{shortName(child.name)}</h3>
                <div>
                  {child.class_title
                    ? t('journal.class', { class: child.class_title })
                    : t('journal.noClass')}
                </div>
                <div className={styles['quiet']}>
                  {child.homeroom_teacher
                    ? t('journal.guardian.homeroom', { name: fullName(child.homeroom_teacher) })
                    : t('journal.noHomeroomTeacher')}
                </div>
                <div className={styles['quiet']}>{child.school}</div>
              </div>
            </PageLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
