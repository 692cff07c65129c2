import { Icon28BookSpreadOutline } from '@vkontakte/icons';
import type { StudentHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { Card } from '@/shared/ui/Card';
import rows from '@/shared/ui/rows.module.css';
import { namesInLine } from '../model/parts';
import { LabelledValue } from './ClassFact';

/** The student's part: the class, its homeroom teacher, the courses. */
export function StudentPart({ home }: { home: StudentHome }) {
  return (
    <>
      <Card title={t('journal.student.title', { class: home.class_title })}>
        <LabelledValue
          label={t('journal.homeroomTeacher')}
          value={home.homeroom_teacher ? fullName(home.homeroom_teacher) : t('journal.noHomeroomTeacher')}
        />
      </Card>
      <Card
        title={t('journal.student.courses')}
        hint={home.courses.length === 0 ? t('journal.student.noCourses') : undefined}
      >
        <ul className={rows['rows']}>
          {home.courses.map((course) => (
            <li key={course.id} className={rows['row']}>
              <Icon28BookSpreadOutline />
              <div className={rows['text']}>
                <div className={rows['title']}>
                  {course.title}
                  {course.subgroup && <span className={rows['more']}> · {course.subgroup}</span>}
                </div>
                <div className={rows['more']}>{namesInLine(course.teachers) || t('journal.noTeacher')}</div>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
