import { meOf } from '@/data/call/roster';
import { isAnswered, nextFloor, type Speech } from '../model/floor';
import type { CallSnapshot } from './snapshot';

interface OfSession {
  readonly snapshot: CallSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly setHand: (isRaised: boolean) => Promise<void>;
}

/** Lower the person's hand once they have been given the floor, and speak. */
export function lowerAnsweredHand(session: OfSession): void {
  let before = speechOf(session.snapshot);
  let hasFloor = false;
  session.subscribe(() => {
    const after = speechOf(session.snapshot);
    hasFloor = nextFloor(hasFloor, before, after);
    before = after;
    if (!isAnswered(hasFloor, after)) return;
    hasFloor = false;
    void session.setHand(false).catch(() => undefined);
  });
}

function speechOf({ roster, own, speaking }: CallSnapshot): Speech {
  const me = meOf(roster);
  return {
    hasHand: me?.hand_raised_at != null,
    mayMicrophone: me?.rights.microphone ?? false,
    microphone: own.microphone,
    isSpeaking: speaking.has(roster.me),
  };
}
