import type { OfficeBell, OfficeHour } from '@/shared/api/schema';

/** A bell to choose, and why it cannot be. */
export interface HourChoice extends OfficeBell {
  readonly conflicts: OfficeHour['conflicts'];
}

type Hours = readonly OfficeHour[] | undefined;

/** Return the bells in the order to choose from: the free ones first. */
export function hourChoices(bells: readonly OfficeBell[], hours: Hours): readonly HourChoice[] {
  const all = bells.map((bell) => ({ ...bell, conflicts: hourOf(hours, bell.number)?.conflicts ?? [] }));
  return [
    ...all.filter(({ conflicts }) => conflicts.length === 0),
    ...all.filter(({ conflicts }) => conflicts.length > 0),
  ];
}

/** Return the wanted number if it is free, else the first that is; without any the wanted one. */
export function freeNumber(hours: Hours, wanted: number): number {
  const isFree = ({ conflicts }: OfficeHour) => conflicts.length === 0;
  if (!hours || hours.some((hour) => hour.number === wanted && isFree(hour))) return wanted;
  return hours.find(isFree)?.number ?? wanted;
}

/** Return what is busy at the bell of this number. */
export function hourOf(hours: Hours, number: number): OfficeHour | undefined {
  return hours?.find((hour) => hour.number === number);
}

/** Return what can be chosen, those that are free first. */
export function freeFirst<T extends { readonly id: string }>(
  all: readonly T[],
  busy: readonly string[],
): readonly (T & { readonly isBusy: boolean })[] {
  const marked = all.map((one) => ({ ...one, isBusy: busy.includes(one.id) }));
  return [...marked.filter(({ isBusy }) => !isBusy), ...marked.filter(({ isBusy }) => isBusy)];
}
