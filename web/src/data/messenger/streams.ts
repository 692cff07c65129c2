/** The names of streams that reach a person's messenger. */
import type { StreamKey } from '@/shared/stream/wire';

/** True if the stream is a chat's. */
export function isChatStream(key: StreamKey): boolean {
  return key.startsWith('chat:');
}

/** True if the stream is a call's or its lobby's. */
export function isCallStream(key: StreamKey): boolean {
  return key.startsWith('call:') || key.startsWith('lobby:');
}

/** True if the stream is what somebody is notified of. */
export function isInboxStream(key: StreamKey): boolean {
  return key.startsWith('inbox:');
}

/** Return the name of a chat's stream. */
export function chatStream(chatId: string): StreamKey {
  return `chat:${chatId}`;
}

/** Return the name of the stream of a person's own devices. */
export function profileStream(profileId: string): StreamKey {
  return `profile:${profileId}`;
}
