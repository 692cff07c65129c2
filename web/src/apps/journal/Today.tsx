import { useDays, useMe } from '@/data/journal/me';
import type { AnyLesson, WeekOwner } from '@/data/journal/week';
import { useDiaries, useWeek } from '@/features/timetable/api';
import { LessonCard } from '@/features/timetable/components/LessonCard';
import { t } from '@/shared/i18n/text';
import { dayInWords, daysLater } from '@/shared/school/days';
import { classOf } from '@/shared/school/lesson';
import { Card } from '@/shared/ui/Card';
import { ErrorState } from '@/shared/ui/ErrorState';
import { PageLink } from '@/shared/ui/PageLink';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useNow } from '@/shared/ui/useNow';
import { lessonHref, weekHref } from './addresses';
import { lessonsOn, nextSchoolDay, notFilledIn, withHomework } from './day';
import { ownerInWords } from './owners';
import { sectionsOf } from './sections';
import styles from './Today.module.css';
import { useWaysIn } from './useWaysIn';

/** Today for each of the person's roles: the lessons with their ways in, and what is to be done. */
export function Today() {
  const { roles } = useMe();
  const sections = sectionsOf(roles);
  return (
    <>
      {sections.includes('timetable') && <TeachersDay />}
      {sections.includes('diary') && <Diaries />}
    </>
  );
}

function TeachersDay() {
  const now = useNow();
  const { today } = useDays(undefined);
  const week = useWeek({ kind: 'mine' }, today).data;
  const missing = notFilledIn(week, now);
  return (
    <>
      <DayCard
        owner={{ kind: 'mine' }}
        title={t('journal.day.today', { day: dayInWords(today) })}
        isTeacher
      />
      {missing.length > 0 && (
        <Card title={t('journal.day.missing')} hint={t('journal.day.missingHint')}>
          <Lines
            lessons={missing}
            owner={{ kind: 'mine' }}
            about={(one) => `${classOf(one)} · ${one.subject}`}
          />
        </Card>
      )}
    </>
  );
}

function Diaries() {
  const { roles } = useMe();
  const { data } = useDiaries();
  const isAlone = data?.length === 1 && !sectionsOf(roles).includes('timetable');
  const { today } = useDays(undefined);
  const day = t('journal.day.today', { day: dayInWords(today) });
  return (data ?? []).map((student) => (
    <StudentsDay
      key={student.id}
      id={student.id}
      title={isAlone ? day : `${ownerInWords(student)}: ${day}`}
    />
  ));
}

function StudentsDay({ id, title }: { readonly id: string; readonly title: string }) {
  const owner = { kind: 'diary', id } as const;
  const { today } = useDays(undefined);
  const [week, after] = [useWeek(owner, today).data, useWeek(owner, daysLater(today, 7)).data];
  const next = nextSchoolDay([week, after], today);
  const homework = withHomework(next);
  return (
    <>
      <DayCard owner={owner} title={title} isTeacher={false} />
      {next && homework.length > 0 && (
        <Card title={t('journal.day.homework', { day: dayInWords(next.on) })}>
          <Lines
            lessons={homework}
            owner={owner}
            about={({ subject, homework: { text } }) => `${subject}: ${text}`}
          />
        </Card>
      )}
    </>
  );
}

interface DayProps {
  readonly owner: WeekOwner;
  readonly title: string;
  readonly isTeacher: boolean;
}

function DayCard({ owner, title, isTeacher }: DayProps) {
  const { name } = useMe();
  const { today } = useDays(undefined);
  const week = useWeek(owner, today);
  const wayIn = useWaysIn(today, week.data, isTeacher);
  const lessons = lessonsOn(week.data, today);
  const isFree = week.data !== undefined && lessons.length === 0;
  return (
    <Card
      title={title}
      hint={isFree ? t('journal.day.free') : undefined}
      aside={
        <PageLink className={styles['all']} href={weekHref(owner, today)}>
          {t('journal.day.week')}
        </PageLink>
      }
    >
      {week.isPending && <ListSkeleton rows={3} />}
      {week.isError && <ErrorState failure={week.error} onRetry={() => void week.refetch()} />}
      <ul className={styles['lessons']}>
        {week.data &&
          lessons.map((lesson) => (
            <li key={lesson.id}>
              <LessonCard
                lesson={lesson}
                zone={week.data.time_zone}
                leads={isTeacher ? 'class' : 'subject'}
                reader={name}
                hrefOf={({ id }) => lessonHref(id, owner)}
                wayIn={wayIn}
              />
            </li>
          ))}
      </ul>
    </Card>
  );
}

interface LinesProps {
  readonly lessons: readonly AnyLesson[];
  readonly owner: WeekOwner;
  readonly about: (lesson: AnyLesson) => string;
}

function Lines({ lessons, owner, about }: LinesProps) {
  return (
    <ul className={styles['lines']}>
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <PageLink className={styles['line']} href={lessonHref(lesson.id, owner)}>
            <span>{about(lesson)}</span>
            {owner.kind === 'mine' && <span className={styles['quiet']}>{dayInWords(lesson.on)}</span>}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
