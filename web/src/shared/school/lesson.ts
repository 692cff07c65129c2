import type { AttendanceRead, LessonRead, PersonName } from '@/shared/api/schema';
import { t } from '../i18n/text';
import { timeOfDay } from '../i18n/time';
import { fullName, staffName } from '../person/person';
import { dayAndMonth } from './days';

/** A deviation of a lesson from the weekly timetable, shown as icon and text. */
export interface LessonMark {
  readonly kind: 'cancelled' | 'moved' | 'substituted' | 'mine';
  readonly words: string;
}

/** Return the deviations of a lesson; `reader` decides the text of a substitution. */
export function marksOf(lesson: LessonRead, reader?: PersonName): readonly LessonMark[] {
  const marks: LessonMark[] = [];
  if (lesson.state === 'cancelled') marks.push({ kind: 'cancelled', words: t('lesson.cancelled') });
  if (lesson.moved_from) {
    const { on, number } = lesson.moved_from;
    marks.push({ kind: 'moved', words: t('lesson.moved', { day: dayAndMonth(on), number }) });
  }
  if (lesson.substitute) {
    marks.push(
      reader && isHeldBy(lesson, reader)
        ? { kind: 'mine', words: t('lesson.substituteMe', { name: teachersOf(lesson) }) }
        : { kind: 'substituted', words: t('lesson.substituted', { name: staffName(lesson.substitute) }) },
    );
  }
  return marks;
}

/** True if this teacher of a lesson holds it: no substitute does, or the teacher is the substitute. */
export function isHeldBy({ substitute }: Pick<LessonRead, 'substitute'>, teacher: PersonName): boolean {
  return substitute === null || fullName(substitute) === fullName(teacher);
}

/** Return whether a lesson is over, running or upcoming at `now` (milliseconds). */
export function momentOf(lesson: Pick<LessonRead, 'starts_at' | 'ends_at'>, now: number) {
  if (now >= Date.parse(lesson.ends_at)) return 'past';
  return now >= Date.parse(lesson.starts_at) ? 'running' : 'coming';
}

/** Return «8:30–9:15» in the school's time zone; a page that shows them says so where that is another one. */
export function hoursOf(
  { starts_at, ends_at }: Pick<LessonRead, 'starts_at' | 'ends_at'>,
  zone: string,
): string {
  return `${timeOfDay(starts_at, zone)}–${timeOfDay(ends_at, zone)}`;
}

/** Return the teachers' names as students use them. */
export function teachersOf({ teachers }: Pick<LessonRead, 'teachers'>): string {
  return teachers.map(staffName).join(', ');
}

/** Return the class, with the subgroup if there is one. */
export function classOf({ class_title, subgroup }: Pick<LessonRead, 'class_title' | 'subgroup'>): string {
  return subgroup ? `${class_title} · ${subgroup}` : class_title;
}

/** Return the text of a student's attendance: «Опоздание: 7 мин». */
export function attendanceInWords({ state, late_minutes }: AttendanceRead): string {
  return t(`lesson.attendance.${state}`, { minutes: late_minutes });
}

/** Return the text of a classroom: «каб. 208» for a number, «Спортивный зал» for a name, or an empty text. */
export function classroomText(classroom: string | null): string {
  if (classroom === null) return '';
  return /^\d/.test(classroom) ? t('lesson.classroom', { classroom }) : classroom;
}
