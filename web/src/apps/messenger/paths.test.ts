import { expect, it } from 'vitest';
import { wayBeside, wayOut } from './paths';

const FROM_JOURNAL = { path: undefined, journal: '/journal/diary', chatId: 'math' };

it.each([
  ['from the journal', FROM_JOURNAL, { journal: '/journal/diary' }, { path: '/chats/math' }],
  ['from a chat', { ...FROM_JOURNAL, path: '/chats/7b' }, { path: '/chats/7b' }, { path: '/chats/7b' }],
  [
    'by an address, with a chat',
    { ...FROM_JOURNAL, journal: undefined },
    { path: '/chats/math' },
    { path: '/chats/math' },
  ],
  [
    'by an address, without a chat',
    { path: undefined, journal: undefined, chatId: undefined },
    { path: '/' },
    { path: '/' },
  ],
])(
  'who came %s leaves to there, and makes the call small only beside the messenger',
  (_, known, out, small) => {
    expect(wayOut(known)).toEqual(out);
    expect(wayBeside(known)).toEqual(small);
  },
);
