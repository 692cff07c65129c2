import { serverNow } from '@/shared/clock';
import type { State } from './state';
import { nextMuteEnd } from './summary';
import type { World } from './world';

/** Timers of browsers are no longer than this. */
const LONGEST_MS = 24 * 3_600_000;

/** Tell the snapshot whenever a mute ends, until the returned function is called. */
export function watchMutes(state: State): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen: World['chats'] | undefined;
  const plan = () => {
    const { world } = state.snapshot;
    if (world.chats === seen) return;
    seen = world.chats;
    clearTimeout(timer);
    const now = serverNow();
    const end = nextMuteEnd(world, now);
    if (end !== undefined) timer = setTimeout(ring, Math.min(end - now + 1, LONGEST_MS));
  };
  const ring = () => {
    seen = undefined;
    state.change({ mutesEnded: state.snapshot.mutesEnded + 1 });
    plan();
  };
  const stop = state.subscribe(plan);
  plan();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
