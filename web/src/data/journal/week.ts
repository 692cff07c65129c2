/** The weeks that a page shows: whose they are, their queries, and how an updated lesson changes them. */
import { type RouteQuery, routeQuery } from '@/shared/api/routes';
import type { Day, DiaryDay, DiaryLesson, DiaryWeek, LessonRead, Week } from '@/shared/api/schema';
import { mondayOf } from '@/shared/school/days';

/** The owner of a week: a teacher, a class, or the student of a diary. */
export type WeekOwner =
  | { readonly kind: 'mine' }
  | { readonly kind: 'class'; readonly id: string }
  | { readonly kind: 'diary'; readonly id: string };

/** A week of lessons, or of a diary. */
export type AnyWeek = Week | DiaryWeek;
export type AnyDay = Day | DiaryDay;
/** A lesson; in a diary with the student's attendance. */
export type AnyLesson = LessonRead & Partial<DiaryLesson>;

/** A lesson on a day: where it is, or where it was before it was moved away. */
export interface Entry {
  readonly lesson: AnyLesson;
  readonly isMovedAway: boolean;
}

/** Return the lessons of a day, and between them those that were moved away, where they were. */
export function entriesOf({ lessons, moved_away }: AnyDay): readonly Entry[] {
  const entries = lessons.map((lesson): Entry => ({ lesson, isMovedAway: false }));
  for (const lesson of moved_away) {
    const entry = { lesson, isMovedAway: true };
    const after = entries.findIndex((one) => numberOf(one) > numberOf(entry));
    entries.splice(after < 0 ? entries.length : after, 0, entry);
  }
  return entries;
}

/** Return the key of an entry: one lesson may stand on a day twice. */
export function keyOf({ lesson, isMovedAway }: Entry): string {
  return `${lesson.id} ${isMovedAway}`;
}

/** Return the number of the lesson in the day that it stands on. */
export function numberOf({ lesson, isMovedAway }: Entry): number {
  return (isMovedAway && lesson.moved_from?.number) || lesson.number;
}

/** The routes of weeks, which differ in their owners. */
export const WEEK_ROUTES = [
  '/api/journal/timetable/mine',
  '/api/journal/timetable/classes/{class_id}',
  '/api/journal/diary/{student_id}',
] as const;

/** The query of the week of a day. */
export function weekQuery(owner: WeekOwner, on: string): RouteQuery<AnyWeek> {
  const [mine, ofClass, diary] = WEEK_ROUTES;
  const query = { on: mondayOf(on) };
  switch (owner.kind) {
    case 'mine':
      return routeQuery(mine, { params: { query } });
    case 'class':
      return routeQuery(ofClass, { params: { path: { class_id: owner.id }, query } });
    case 'diary':
      return routeQuery(diary, { params: { path: { student_id: owner.id }, query } });
  }
}

/**
 * Return the week with an updated lesson; `undefined` where only the server knows the result: the lesson may be
 * new here, have left the day, or have data of a student's own.
 */
export function withLesson<W extends AnyWeek>(week: W, lesson: LessonRead): W | undefined {
  const all = week.days.flatMap((day): AnyLesson[] => [...day.lessons, ...day.moved_away]);
  const known = all.find(({ id }) => id === lesson.id);
  if (!known) return touches(week, lesson) ? undefined : week;
  if (
    known.on !== lesson.on ||
    known.number !== lesson.number ||
    known.attendance_confirmed_at !== lesson.attendance_confirmed_at ||
    taughtBy(known) !== taughtBy(lesson)
  )
    return undefined;
  return {
    ...week,
    days: week.days.map((day) => ({
      ...day,
      lessons: replaced(day.lessons, lesson),
      moved_away: replaced(day.moved_away, lesson),
    })),
  };
}

function touches({ from_on, to_on }: AnyWeek, { on, moved_from }: LessonRead): boolean {
  const days = moved_from ? [on, moved_from.on] : [on];
  return days.some((day) => day >= from_on && day < to_on);
}

/** The teacher decides in whose week the lesson is. */
function taughtBy({ substitute, teachers }: LessonRead): string {
  return JSON.stringify([substitute, teachers]);
}

function replaced<L extends LessonRead>(lessons: readonly L[], lesson: LessonRead): L[] {
  return lessons.map((each) => (each.id === lesson.id ? { ...each, ...lesson } : each));
}
