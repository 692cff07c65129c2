/** Who rings for this person now. Pure. */
import type { RingRead } from '@/shared/api/schema';

/** Rings by id, as this tab has heard of them. */
export type Rings = ReadonlyMap<string, RingRead>;

/** The server stops ringing after 45 seconds; a tab that misses the word for it stops a little later by itself. */
export const RINGS_FOR_MS = 50_000;

/** Give the rings after what was heard of one. */
export function withRing(rings: Rings, heard: RingRead): Rings {
  const next = new Map(rings);
  if (heard.state === 'ringing') next.set(heard.id, heard);
  else next.delete(heard.id);
  return next;
}

/** Give the newest ring that still rings. */
export function ringingAt(rings: Rings, now: number): RingRead | undefined {
  return [...rings.values()]
    .filter(({ at }) => now - Date.parse(at) < RINGS_FOR_MS)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
}

/** Tell whether somebody called in vain, and this person should know. */
export function isMissed({ state }: RingRead): boolean {
  return state === 'missed' || state === 'cancelled';
}
