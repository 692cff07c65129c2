import { Icon16Attach } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { type ReactNode, useId } from 'react';
import type { AnyLesson } from '@/data/journal/week';
import type { PersonName } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { LessonMarks } from '@/shared/school/LessonMarks';
import {
  attendanceInWords,
  classOf,
  classroomText,
  hoursOf,
  momentOf,
  teachersOf,
} from '@/shared/school/lesson';
import { PageLink } from '@/shared/ui/PageLink';
import { useNow } from '@/shared/ui/useNow';
import styles from './LessonCard.module.css';

export interface CardOptions {
  readonly zone: string;
  /** The title: the class for teachers, the subject for all others. */
  readonly leads: 'class' | 'subject';
  readonly reader?: PersonName | undefined;
  readonly hrefOf: (lesson: AnyLesson) => string;
  /** The link into the distance lesson, if there is one. */
  readonly wayIn?: (lesson: AnyLesson) => ReactNode;
}

interface Props extends CardOptions {
  readonly lesson: AnyLesson;
}

/** One lesson of a week: time, subject, classroom, teachers, changes, and homework. */
export function LessonCard({ lesson, zone, leads, reader, hrefOf, wayIn }: Props) {
  const id = useId();
  const isCancelled = lesson.state === 'cancelled';
  const moment = momentOf(lesson, useNow());
  const isRunning = moment === 'running' && !isCancelled;
  const [title, about] =
    leads === 'class'
      ? [classOf(lesson), lesson.subject]
      : [lesson.subject, [lesson.subgroup, teachersOf(lesson)].filter(Boolean).join(' · ')];
  return (
    <article
      className={styles['card']}
      aria-labelledby={id}
      data-moment={isRunning ? 'running' : moment}
      data-cancelled={isCancelled || undefined}
    >
      <div className={styles['when']}>
        {lesson.number > 0 && <span className={styles['number']}>{lesson.number}</span>}
        <time dateTime={lesson.starts_at}>{hoursOf(lesson, zone)}</time>
        {isRunning && <span className={styles['now']}>{t('timetable.now')}</span>}
      </div>
      <div className={styles['what']}>
        <PageLink id={id} href={hrefOf(lesson)} className={styles['title']}>
          {title}
          {isCancelled && <VisuallyHidden> ({t('lesson.cancelled')})</VisuallyHidden>}
        </PageLink>
        <div className={styles['about']}>
          {[about, classroomText(lesson.classroom)].filter(Boolean).join(' · ')}
        </div>
        <LessonMarks lesson={lesson} reader={reader} />
        {lesson.attendance && (
          <div className={styles['attendance']} data-state={lesson.attendance.state}>
            {attendanceInWords(lesson.attendance)}
          </div>
        )}
        {leads === 'class' && lesson.topic && <p className={styles['homework']}>{lesson.topic}</p>}
        <Homework lesson={lesson} />
        {wayIn?.(lesson)}
      </div>
    </article>
  );
}

function Homework({ lesson: { homework } }: { lesson: AnyLesson }) {
  if (!homework.text && homework.files.length === 0) return null;
  return (
    <p className={styles['homework']}>
      <VisuallyHidden>{t('lesson.homework')}: </VisuallyHidden>
      {homework.text}
      {homework.files.length > 0 && (
        <span className={styles['files']}>
          <Icon16Attach />
          {t('timetable.files', { count: homework.files.length })}
        </span>
      )}
    </p>
  );
}
