/** The incoming calls of this person. Pure. */
import type { RingRead } from '@/shared/api/schema';

/** The known rings, by id. Those that are over are kept: an older answer says that they ring. */
export type Rings = ReadonlyMap<string, RingRead>;

/** The server stops ringing after 45 seconds; a tab that misses the update stops a little later. */
export const RINGS_FOR_MS = 50_000;

/** Return the rings with an updated ring. */
export function withRing(rings: Rings, ring: RingRead): Rings {
  return new Map(rings).set(ring.id, ring);
}

/** Return the rings with those that the server has found; what an update has told meanwhile is newer. */
export function withFound(rings: Rings, found: readonly RingRead[]): Rings {
  return new Map([...found.map((ring) => [ring.id, ring] as const), ...rings]);
}

/** Return the newest ring that still rings. */
export function ringingAt(rings: Rings, now: number): RingRead | undefined {
  return [...rings.values()]
    .filter(({ at, state }) => state === 'ringing' && now - Date.parse(at) < RINGS_FOR_MS)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
}

/** True if the call was missed and should be reported. */
export function isMissed({ state }: RingRead): boolean {
  return state === 'missed' || state === 'cancelled';
}
