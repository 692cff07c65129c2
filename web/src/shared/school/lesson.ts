import type { AttendanceRead, LessonRead, PersonName } from '@/shared/api/schema';
import { fullName, politeName } from '../i18n/names';
import { t } from '../i18n/text';
import { timeOfDay } from '../i18n/time';
import { dayAndMonth } from './days';

/** What sets a lesson apart from the weekly timetable; each is told by a sign and by words. */
export interface LessonMark {
  readonly kind: 'cancelled' | 'moved' | 'substituted' | 'mine';
  readonly words: string;
}

/** Give what sets a lesson apart. `reader`: who looks; being the substitute oneself is said so. */
export function marksOf(lesson: LessonRead, reader?: PersonName): readonly LessonMark[] {
  const marks: LessonMark[] = [];
  if (lesson.state === 'cancelled') marks.push({ kind: 'cancelled', words: t('lesson.cancelled') });
  if (lesson.moved_from) {
    const { on, number } = lesson.moved_from;
    marks.push({ kind: 'moved', words: t('lesson.moved', { day: dayAndMonth(on), number }) });
  }
  if (lesson.substitute) {
    const isReader = reader !== undefined && fullName(reader) === fullName(lesson.substitute);
    marks.push(
      isReader
        ? { kind: 'mine', words: t('lesson.substituteMe', { name: teachersOf(lesson) }) }
        : { kind: 'substituted', words: t('lesson.substituted', { name: politeName(lesson.substitute) }) },
    );
  }
  return marks;
}

/** Tell whether a lesson is over, going on or still to come at `now` (milliseconds). */
export function momentOf(lesson: Pick<LessonRead, 'starts_at' | 'ends_at'>, now: number) {
  if (now >= Date.parse(lesson.ends_at)) return 'past';
  return now >= Date.parse(lesson.starts_at) ? 'running' : 'coming';
}

/** Give «8:30–9:15» by the school's clock. */
export function hoursOf(
  { starts_at, ends_at }: Pick<LessonRead, 'starts_at' | 'ends_at'>,
  zone: string,
): string {
  return `${timeOfDay(starts_at, zone)}–${timeOfDay(ends_at, zone)}`;
}

/** Name the teachers of a lesson as pupils do. */
export function teachersOf({ teachers }: Pick<LessonRead, 'teachers'>): string {
  return teachers.map(politeName).join(', ');
}

/** Name the class, with the subgroup where only a part of it comes. */
export function classOf({ class_title, subgroup }: Pick<LessonRead, 'class_title' | 'subgroup'>): string {
  return subgroup ? `${class_title} · ${subgroup}` : class_title;
}

/** Give what is known of a student's attendance in words: «Опоздание: 7 мин». */
export function attendanceInWords({ state, late_minutes }: AttendanceRead): string {
  return t(`lesson.attendance.${state}`, { minutes: late_minutes });
}

/** Name a room: «каб. 208» by its number, «Спортивный зал» by its own name; nothing where none is known. */
export function roomInWords(room: string | null): string {
  if (room === null) return '';
  return /^\d/.test(room) ? t('lesson.room', { room }) : room;
}
