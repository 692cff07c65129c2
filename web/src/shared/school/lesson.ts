import type { AttendanceRead, LessonRead, LessonSlot, PersonName } from '@/shared/api/schema';
import { t } from '../i18n/text';
import { timeOfDay } from '../i18n/time';
import { fullName, staffName } from '../person/person';
import { dayAndMonth } from './days';

/** A deviation of a lesson from the weekly timetable, shown as icon and text. */
export interface LessonMark {
  readonly kind: 'cancelled' | 'moved' | 'substituted' | 'mine';
  readonly words: string;
}

/**
 * Return the deviations of a lesson; `reader` decides the text of a substitution. Where a lesson was moved away from,
 * only that is of interest.
 */
export function marksOf(lesson: LessonRead, reader?: PersonName, isMovedAway = false): readonly LessonMark[] {
  if (isMovedAway) return [{ kind: 'moved', words: t('lesson.movedTo', { slot: slotInWords(lesson) }) }];
  const marks: LessonMark[] = [];
  if (lesson.state === 'cancelled') {
    const words = [t('lesson.cancelled'), lesson.reason].filter(Boolean).join(': ');
    marks.push({ kind: 'cancelled', words });
  }
  if (lesson.moved_from) marks.push({ kind: 'moved', words: movedInWords(lesson, lesson.moved_from) });
  if (lesson.substitute) {
    marks.push(
      reader && isHeldBy(lesson, reader)
        ? { kind: 'mine', words: t('lesson.substituteMe', { name: teachersOf(lesson) }) }
        : { kind: 'substituted', words: t('lesson.substituted', { name: staffName(lesson.substitute) }) },
    );
  }
  return marks;
}

function movedInWords({ on, number }: LessonSlot, from: LessonSlot): string {
  const isSameTime = on === from.on && number === from.number;
  return isSameTime ? t('lesson.otherClassroom') : t('lesson.moved', { slot: slotInWords(from) });
}

/** Return «3 декабря, 4‑й урок». */
function slotInWords({ on, number }: LessonSlot): string {
  const day = dayAndMonth(on);
  return number > 0 ? t('lesson.slot', { day, number }) : day;
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
