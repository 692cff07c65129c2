/** What the server sends in a chat's stream without a seq: who types, and how far others have read. */
import type { EphemeralFrame } from '@/shared/stream/wire';

interface TypingFrame extends EphemeralFrame {
  readonly profile_id: string;
}

interface ReadFrame extends EphemeralFrame {
  readonly profile_id: string;
  readonly read_number: number;
}

/** True if the frame says that somebody is typing. */
export function isTyping(frame: EphemeralFrame): frame is TypingFrame {
  return frame.t === 'typing';
}

/** True if the frame says how far somebody has read. */
export function isRead(frame: EphemeralFrame): frame is ReadFrame {
  return frame.t === 'read';
}
