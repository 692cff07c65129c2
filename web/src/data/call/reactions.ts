/** Reactions as the server sends them: once a second at most, without a seq. */
import type { EphemeralFrame } from '@/shared/stream/wire';

/** A reaction of a participant in a call. */
export interface SentReaction {
  readonly participant_id: string;
  readonly reaction: string;
}

interface ReactionsFrame extends EphemeralFrame {
  readonly reactions: readonly SentReaction[];
}

/** True if the frame brings reactions. */
export function isReactions(frame: EphemeralFrame): frame is ReactionsFrame {
  return frame.t === 'reactions';
}
