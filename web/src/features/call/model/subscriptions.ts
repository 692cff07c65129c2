/** The requested videos and their maximum sizes. Pure. */

import { isStaff } from '@/data/call/roster';
import type { Layout } from './layout';
import type { Share, ShownParticipant } from './people';

export type Size = 'low' | 'medium' | 'high';

/** Up to so many people every camera is requested, so that no video has to be waited for. */
const SMALL_CALL = 12;
const RECENT = 3;

export interface Wanted {
  /** Cameras by identity. */
  readonly cameras: ReadonlyMap<string, Size>;
  /** Shared screens by identity. */
  readonly screens: ReadonlyMap<string, Size>;
}

/** True if everything that others send is requested in a call of this size; `wantedOf` may still omit screens. */
export function wantsAll(people: number, lowTraffic: boolean): boolean {
  return people <= SMALL_CALL && !lowTraffic;
}

interface Situation {
  readonly people: readonly ShownParticipant[];
  readonly shares: readonly Share[];
  readonly speakers: readonly string[];
  readonly layout: Layout;
  readonly lowTraffic: boolean;
}

/** Return what to request. Audio is always requested. */
export function wantedOf({ people, shares, speakers, layout, lowTraffic }: Situation): Wanted {
  const { large } = layout;
  const onStage = large?.type === 'share' ? large.share.identity : undefined;
  const screens = new Map<string, Size>();
  for (const { identity } of shares) {
    if (identity === onStage) screens.set(identity, lowTraffic ? 'low' : 'high');
  }
  if (lowTraffic) return { cameras: new Map(), screens };
  const cameras = new Map<string, Size>();
  const recent = new Set(speakers.slice(0, RECENT));
  for (const person of people) {
    if (person.isMe || person.camera === undefined) continue;
    const size = sizeOf(person, layout);
    const isAlways =
      wantsAll(people.length, lowTraffic) || isStaff(person.participant) || recent.has(person.id);
    if (size ?? isAlways) cameras.set(person.camera, size ?? 'low');
  }
  return { cameras, screens };
}

function sizeOf(person: ShownParticipant, { large, tiles }: Layout): Size | undefined {
  if (large?.type === 'person' && large.id === person.id) return 'high';
  if (!tiles.includes(person.id)) return undefined;
  if (large || tiles.length > 9) return 'low';
  return tiles.length > 2 ? 'medium' : 'high';
}
