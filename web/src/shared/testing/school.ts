/** A class's lessons for tests. */
import type { DiaryLesson, DiaryWeek } from '@/shared/api/schema';
import { daysLater } from '../school/days';

const ANNA = { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' };

/** Return the lesson of algebra of that day. */
export function lessonOn(on: string, number: number): DiaryLesson {
  return {
    id: `${on} ${number}`,
    class_id: '7b',
    class_title: '7Б',
    course_id: 'algebra',
    subject: 'Алгебра',
    subgroup: null,
    on,
    number,
    starts_at: `${on}T${hour(number + 4)}:30:00Z`,
    ends_at: `${on}T${hour(number + 5)}:15:00Z`,
    classroom: '214',
    teachers: [ANNA],
    substitute: null,
    state: 'planned',
    reason: '',
    moved_from: null,
    topic: '',
    homework: { text: '', files: [] },
    attendance_confirmed_at: null,
    attendance: null,
  };
}

function hour(of: number): string {
  return String(of).padStart(2, '0');
}

/** Return the week that begins on a Monday, with these lessons. */
export function weekOf(monday: string, lessons: readonly DiaryLesson[]): DiaryWeek {
  const days = Array.from({ length: 7 }, (_, day) => daysLater(monday, day));
  return {
    from_on: monday,
    to_on: daysLater(monday, 7),
    time_zone: 'Europe/Moscow',
    year: { from_on: '2026-09-01', to_on: '2027-06-01' },
    days: days.map((on) => ({
      on,
      is_today: false,
      holiday: null,
      lessons: lessons.filter((lesson) => lesson.on === on),
      moved_away: lessons.filter(
        ({ moved_from, number, ...one }) =>
          moved_from?.on === on && (one.on !== on || number !== moved_from.number),
      ),
    })),
  };
}
