import { expect, it } from 'vitest';
import { actionsOn, type Situation } from './actions';

const may: Situation['may'] = ['write', 'see_readers'];
const message = {
  id: '1',
  chat_id: 'c',
  number: 1,
  client_id: 'k',
  author_id: 'misha',
  kind: 'text' as const,
  text: 'Привет',
  service: null,
  attachment: null,
  entities: [],
  reply_to: null,
  mentions: [],
  mentions_all: false,
  files: [],
  reactions: [],
  sent_at: '2026-11-23T09:00:00Z',
  edited_at: null,
  deleted_at: null,
};
const own: Situation = {
  message,
  me: 'misha',
  may,
  membersCount: 26,
  isPinned: false,
  now: Date.parse('2026-11-23T10:00:00Z'),
};
/** One that the server does not have. */
const waiting = (state: 'queued' | 'sending') => ({
  ...message,
  number: 0,
  waiting: { id: 'k', state, code: undefined, mayRetry: true, refused: undefined, files: [] },
});
const tomorrow = Date.parse('2026-11-24T09:00:00Z');

it.each<[string, Situation, string]>([
  ['own', own, 'reply edit copy readers delete'],
  ['own, a day later', { ...own, now: tomorrow }, 'reply copy readers delete'],
  [
    'own, edited',
    { ...own, message: { ...message, edited_at: message.sent_at } },
    'reply edit copy readers history delete',
  ],
  ['own, of pictures only', { ...own, message: { ...message, text: '' } }, 'reply edit readers delete'],
  ['own, in a chat of 300', { ...own, membersCount: 300 }, 'reply edit copy delete'],
  ['one that waits', { ...own, message: waiting('queued') }, 'takeBack copy cancel'],
  ['one that is under way', { ...own, message: waiting('sending') }, 'copy cancel'],
  ['another’s', { ...own, me: 'lena' }, 'reply copy'],
  ['another’s, for an admin', { ...own, me: 'anna', may: [...may, 'delete_others'] }, 'reply copy delete'],
  ['one that may be pinned', { ...own, may: [...may, 'pin'] }, 'reply edit copy pin readers delete'],
  [
    'one that is pinned, for an admin',
    { ...own, me: 'anna', isPinned: true, may: [...may, 'pin'] },
    'reply copy unpin',
  ],
  ['one that is pinned, for others', { ...own, me: 'lena', isPinned: true }, 'reply copy'],
  ['another’s, for a reader', { ...own, me: 'vera', may: ['see_readers'] }, 'copy'],
])('%s offers: %3$s', (_what, situation, names) => {
  expect(
    actionsOn(situation)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(names);
});
