import type { Whose } from '@/features/timetable/api';

/** Give the address of somebody's week in which a day is. */
export function weekHref(whose: Whose, on: string): string {
  return `${placeOf(whose)}?on=${on}`;
}

/** Give the address of a lesson; it remembers from whose week one came. */
export function lessonHref(lessonId: string, whose: Whose): string {
  const from = whose.kind === 'mine' ? '' : `?${whose.kind}=${whose.id}`;
  return `/journal/lessons/${lessonId}${from}`;
}

function placeOf(whose: Whose): string {
  switch (whose.kind) {
    case 'mine':
      return '/journal/timetable';
    case 'class':
      return `/journal/classes/${whose.id}`;
    case 'diary':
      return `/journal/diary/${whose.id}`;
  }
}
