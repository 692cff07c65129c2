import { Icon16Attach } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { type ReactNode, useId } from 'react';
import { type AnyLesson, type Entry, numberOf } from '@/data/journal/week';
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
  readonly entry: Entry;
}

/** One lesson of a week: time, subject, classroom, teachers, changes, and homework; or that it was moved away from here. */
export function LessonCard({ entry, zone, leads, reader, hrefOf, wayIn }: Props) {
  const id = useId();
  const { lesson, isMovedAway } = entry;
  const number = numberOf(entry);
  const isCancelled = lesson.state === 'cancelled';
  const moment = momentOf(lesson, useNow());
  const isRunning = moment === 'running' && !isCancelled && !isMovedAway;
  const [title, about] =
    leads === 'class'
      ? [classOf(lesson), lesson.subject]
      : [lesson.subject, [lesson.subgroup, teachersOf(lesson)].filter(Boolean).join(' · ')];
  return (
    <article
      className={styles['card']}
      aria-labelledby={id}
      data-moment={isRunning ? 'running' : moment}
      data-struck={isCancelled || isMovedAway || undefined}
    >
      <div className={styles['when']}>
        {number > 0 && <span className={styles['number']}>{number}</span>}
        {!isMovedAway && <time dateTime={lesson.starts_at}>{hoursOf(lesson, zone)}</time>}
        {isRunning && <span className={styles['now']}>{t('timetable.now')}</span>}
      </div>
      <div className={styles['what']}>
        <PageLink id={id} href={hrefOf(lesson)} className={styles['title']}>
          {title}
          {isMovedAway && <VisuallyHidden> ({t('lesson.movedAway')})</VisuallyHidden>}
          {isCancelled && !isMovedAway && <VisuallyHidden> ({t('lesson.cancelled')})</VisuallyHidden>}
        </PageLink>
        <div className={styles['about']}>
          {[about, !isMovedAway && classroomText(lesson.classroom)].filter(Boolean).join(' · ')}
        </div>
        <LessonMarks lesson={lesson} reader={reader} isMovedAway={isMovedAway} />
        {!isMovedAway && <Contents lesson={lesson} withTopic={leads === 'class'} />}
        {!isMovedAway && wayIn?.(lesson)}
      </div>
    </article>
  );
}

function Contents({ lesson, withTopic }: { readonly lesson: AnyLesson; readonly withTopic: boolean }) {
  const { attendance, topic, homework } = lesson;
  return (
    <>
      {attendance && (
        <div className={styles['attendance']} data-state={attendance.state}>
          {attendanceInWords(attendance)}
        </div>
      )}
      {withTopic && topic && (
        <p className={styles['content']}>
          <Label>{t('timetable.topic')}</Label>
          {topic}
        </p>
      )}
      {(homework.text || homework.files.length > 0) && (
        <p className={styles['content']}>
          <Label>{t('lesson.homework')}</Label>
          {homework.text}
          {homework.files.length > 0 && (
            <span className={styles['files']}>
              <Icon16Attach />
              {t('timetable.files', { count: homework.files.length })}
            </span>
          )}
        </p>
      )}
    </>
  );
}

function Label({ children }: { readonly children: string }) {
  return <span className={styles['label']}>{children}: </span>;
}
