import type { TeacherHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { PageLink } from '@/shared/ui/PageLink';
import { bySubject } from '../model/parts';
import styles from './Home.module.css';

/** The teacher's part: the homeroom classes, and the courses. */
export function TeacherPart({ home }: { home: TeacherHome }) {
  return (
    <>
      {home.homeroom_classes.length > 0 && (
        <Card title={t('journal.teacher.homeroom')}>
          <ul className={styles['tiles']}>
            {home.homeroom_classes.map(({ id, title, students }) => (
              <li key={id}>
                <PageLink href={`/journal/classes/${id}`} className={styles['tile']}>
                  <span className={styles['figure']}>{title}</span>
                  <span className={styles['quiet']}>{t('journal.students', { count: students })}</span>
                </PageLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card
        title={t('journal.teacher.courses')}
        hint={home.courses.length === 0 ? t('journal.teacher.none') : undefined}
      >
        {bySubject(home.courses).map(({ title, courses }) => (
          <section key={title} className={styles['subject']}>
            <h3 className={styles['subjectTitle']}>{title}</h3>
            <ul className={styles['tiles']}>
              {courses.map(({ id, class_id, class_title, subgroup, students }) => (
                <li key={id}>
                  <PageLink href={`/journal/classes/${class_id}`} className={styles['tile']}>
                    <span className={styles['tileTitle']}>
                      {class_title}
                      {subgroup && <span className={styles['quiet']}> · {subgroup}</span>}
                    </span>
                    <span className={styles['quiet']}>{t('journal.students', { count: students })}</span>
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Card>
    </>
  );
}
