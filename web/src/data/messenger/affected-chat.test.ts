import { expect, it } from 'vitest';
import { message, misha, view } from '@/shared/testing/chat';
import { affectedChat } from './affected-chat';
import { emptyWorld, takeView } from './world';

const deleted = (number: number) =>
  ({ kind: 'message', value: message(number, { deleted_at: '2026-11-23T10:00:00Z' }) }) as const;

it('is asked again when a message goes that the server may have counted as a mention', () => {
  const mentioned = takeView(emptyWorld(misha), view(5, message(5), { read_number: 2, unread_mentions: 1 }));
  expect(affectedChat(mentioned, deleted(4))).toBe('class');
  expect(affectedChat(mentioned, deleted(2))).toBeUndefined();
  expect(affectedChat(mentioned, { kind: 'message', value: message(4) })).toBeUndefined();
  const calm = takeView(emptyWorld(misha), view(5, message(5), { read_number: 2 }));
  expect(affectedChat(calm, deleted(4))).toBeUndefined();
});
