import { Icon24ChevronLeftOutline } from '@vkontakte/icons';
import type { LessonRead, PersonName } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { saidAsSchoolTime } from '@/shared/i18n/time';
import { dayInWords } from '@/shared/school/days';
import { LessonMarks } from '@/shared/school/LessonMarks';
import { classOf, classroomText, hoursOf, teachersOf } from '@/shared/school/lesson';
import { PageLink } from '@/shared/ui/PageLink';
import styles from './Lesson.module.css';

interface Props {
  readonly lesson: LessonRead;
  readonly zone: string;
  readonly reader?: PersonName | undefined;
  /** The address of the week to return to. */
  readonly back: string;
  /** The child's name, for guardians. */
  readonly about?: string | undefined;
}

/** The lesson's header: subject, class, date and time, classroom, teachers, and changes. */
export function LessonHead({ lesson, zone, reader, back, about }: Props) {
  const facts = [
    dayInWords(lesson.on),
    lesson.number > 0 && t('lesson.number', { number: lesson.number }),
    saidAsSchoolTime(hoursOf(lesson, zone), lesson.starts_at, zone),
    classroomText(lesson.classroom),
  ];
  return (
    <header className={styles['head']}>
      <PageLink className={styles['back']} href={back} aria-label={t('lesson.toWeek')}>
        <Icon24ChevronLeftOutline />
      </PageLink>
      <div className={styles['headText']}>
        <h1 className={styles['title']} data-cancelled={lesson.state === 'cancelled' || undefined}>
          {lesson.subject}
          <span className={styles['class']}>{classOf(lesson)}</span>
        </h1>
        <p className={styles['facts']}>{facts.filter(Boolean).join(' · ')}</p>
        <p className={styles['quiet']}>{[teachersOf(lesson), about].filter(Boolean).join(' · ')}</p>
        <LessonMarks lesson={lesson} reader={reader} />
      </div>
    </header>
  );
}
