import { expect, it } from 'vitest';
import { actsOn } from './chat-acts';

const READ = { unread: 0, isMarkedUnread: false, isMuted: false };

it.each([
  ['a chat that was read', {}, ['markUnread', 'mute', 'about']],
  ['a chat with unread messages', { unread: 3 }, ['markRead', 'mute', 'about']],
  ['a chat that was marked by hand', { isMarkedUnread: true }, ['markRead', 'mute', 'about']],
  ['a muted chat', { isMuted: true }, ['markUnread', 'unmute', 'about']],
])('offers for %s what changes it', (_, change, names) => {
  expect(actsOn({ ...READ, ...change }).map(({ name }) => name)).toEqual(names);
});
