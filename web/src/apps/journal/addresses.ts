import type { WeekOwner } from '@/data/journal/week';

/** Return what an address names; if it names nothing, the one that is shown first. */
export function chosenOf<T extends { readonly id: string }>(
  all: readonly T[] | undefined,
  id: string | undefined,
  isFirst: (one: T) => boolean = () => false,
): T | undefined {
  if (id) return all?.find((one) => one.id === id);
  return all?.find(isFirst) ?? all?.[0];
}

/** Return the address of a week that contains a day. */
export function weekHref(owner: WeekOwner, on: string): string {
  return `${pathOf(owner)}?on=${on}`;
}

/** Return the address of a lesson, with the week to return to. */
export function lessonHref(lessonId: string, owner: WeekOwner): string {
  const from = owner.kind === 'mine' ? '' : `?${owner.kind}=${owner.id}`;
  return `/journal/lessons/${lessonId}${from}`;
}

/** Return the week that a lesson's address names to return to. */
export function ownerFrom(studentId: string | undefined, classId: string | undefined): WeekOwner | undefined {
  if (studentId) return { kind: 'diary', id: studentId };
  return classId ? { kind: 'class', id: classId } : undefined;
}

/** What the office shows of a class: its weekly slots, or the lessons of one week. */
export type OfficeView = 'kept' | 'week';

/** Return the address of the office's timetable of a class. */
export function officeHref(view: OfficeView, classId: string | undefined, on: string): string {
  return `/journal/office?${new URLSearchParams({ ...(classId && { class: classId }), view, on })}`;
}

function pathOf(owner: WeekOwner): string {
  switch (owner.kind) {
    case 'mine':
      return '/journal/timetable';
    case 'class':
      return `/journal/classes/${owner.id}`;
    case 'diary':
      return `/journal/diary/${owner.id}`;
  }
}
