import { useDays, useMe } from '@/data/journal/me';
import { type AnyLesson, keyOf, type WeekOwner } from '@/data/journal/week';
import { LessonCard } from '@/features/timetable/components/LessonCard';
import { t } from '@/shared/i18n/text';
import { dayInWords } from '@/shared/school/days';
import { classOf } from '@/shared/school/lesson';
import { Card } from '@/shared/ui/Card';
import { ErrorState } from '@/shared/ui/ErrorState';
import { PageLink } from '@/shared/ui/PageLink';
import { useNow } from '@/shared/ui/useNow';
import { lessonHref, weekHref } from './addresses';
import { entriesOn, nextSchoolDay, notFilledIn, withHomework } from './day';
import { ownerInWords } from './owners';
import styles from './Today.module.css';
import type { OwnersToday, Today as Shown } from './useToday';
import { useWaysIn } from './useWaysIn';

/** Today for each of the person's roles: the lessons with their ways in, and what is to be done. */
export function Today({ today: { owners, failure, retry } }: { readonly today: Shown }) {
  return (
    <>
      {failure && <ErrorState failure={failure} onRetry={retry} />}
      {owners.map((one) => (
        <Owner key={one.student?.id ?? 'mine'} {...one} isAlone={owners.length === 1} onRetry={retry} />
      ))}
    </>
  );
}

interface OwnerProps extends OwnersToday {
  readonly isAlone: boolean;
  readonly onRetry: () => void;
}

function Owner({ owner, student, weeks, failure, isAlone, onRetry }: OwnerProps) {
  const { today } = useDays(undefined);
  const day = t('journal.day.today', { day: dayInWords(today) });
  const title = student && !isAlone ? `${ownerInWords(student)}: ${day}` : day;
  return (
    <>
      <Card
        title={title}
        hint={!failure && entriesOn(weeks, today).length === 0 ? t('journal.day.free') : undefined}
        aside={
          <PageLink className={styles['all']} href={weekHref(owner, today)}>
            {t('journal.day.week')}
          </PageLink>
        }
      >
        {failure ? (
          <ErrorState failure={failure} onRetry={onRetry} />
        ) : (
          <Lessons owner={owner} weeks={weeks} />
        )}
      </Card>
      {owner.kind === 'mine' ? (
        <Missing owner={owner} weeks={weeks} />
      ) : (
        <Homework owner={owner} weeks={weeks} />
      )}
    </>
  );
}

type Given = Pick<OwnersToday, 'owner' | 'weeks'>;

function Lessons({ owner, weeks }: Given) {
  const { name, school } = useMe();
  const { today } = useDays(undefined);
  const isTeacher = owner.kind === 'mine';
  const zone = weeks[0]?.time_zone ?? school.time_zone;
  const wayIn = useWaysIn(today, zone, isTeacher);
  return (
    <ul className={styles['lessons']}>
      {entriesOn(weeks, today).map((entry) => (
        <li key={keyOf(entry)}>
          <LessonCard
            entry={entry}
            zone={zone}
            leads={isTeacher ? 'class' : 'subject'}
            reader={name}
            hrefOf={({ id }) => lessonHref(id, owner)}
            wayIn={wayIn}
          />
        </li>
      ))}
    </ul>
  );
}

function Missing({ owner, weeks }: Given) {
  const { name } = useMe();
  const missing = notFilledIn(weeks, name, useNow());
  if (missing.length === 0) return null;
  return (
    <Card title={t('journal.day.missing')} hint={t('journal.day.missingHint')}>
      <Lines
        lessons={missing}
        owner={owner}
        about={(one) => `${classOf(one)} · ${one.subject}`}
        beside={({ on }) => dayInWords(on)}
      />
    </Card>
  );
}

function Homework({ owner, weeks }: Given) {
  const { today } = useDays(undefined);
  const next = nextSchoolDay(weeks, today);
  const lessons = withHomework(next);
  if (!next || lessons.length === 0) return null;
  return (
    <Card title={t('journal.day.homework', { day: dayInWords(next.on) })}>
      <Lines
        lessons={lessons}
        owner={owner}
        about={({ subject, homework }) => `${subject}: ${given(homework)}`}
      />
    </Card>
  );
}

/** Return the homework in words: «№ 12 · 1 файл». */
function given({ text, files }: AnyLesson['homework']): string {
  const attached = files.length > 0 && t('timetable.files', { count: files.length });
  return [text, attached].filter(Boolean).join(' · ');
}

interface LinesProps {
  readonly lessons: readonly AnyLesson[];
  readonly owner: WeekOwner;
  readonly about: (lesson: AnyLesson) => string;
  readonly beside?: (lesson: AnyLesson) => string;
}

function Lines({ lessons, owner, about, beside }: LinesProps) {
  return (
    <ul className={styles['lines']}>
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <PageLink className={styles['line']} href={lessonHref(lesson.id, owner)}>
            <span>{about(lesson)}</span>
            {beside && <span className={styles['quiet']}>{beside(lesson)}</span>}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
