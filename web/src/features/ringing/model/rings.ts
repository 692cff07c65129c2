/** The incoming calls of this person. Pure. */
import type { RingRead } from '@/shared/api/schema';

/** The known rings, by id. */
export type Rings = ReadonlyMap<string, RingRead>;

/** The server stops ringing after 45 seconds; a tab that misses the update stops a little later. */
export const RINGS_FOR_MS = 50_000;

/** Return the rings with an updated ring. */
export function withRing(rings: Rings, ring: RingRead): Rings {
  const next = new Map(rings);
  if (ring.state === 'ringing') next.set(ring.id, ring);
  else next.delete(ring.id);
  return next;
}

/** Return the newest ring that still rings. */
export function ringingAt(rings: Rings, now: number): RingRead | undefined {
  return [...rings.values()]
    .filter(({ at }) => now - Date.parse(at) < RINGS_FOR_MS)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
}

/** True if the call was missed and should be reported. */
export function isMissed({ state }: RingRead): boolean {
  return state === 'missed' || state === 'cancelled';
}
