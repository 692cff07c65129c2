import { expect, it } from 'vitest';
import type { ChatView } from '@/shared/api/schema';
import { inOrder, isMuted, neighbourOf, unreadInAll } from './order';

function view(id: string, at: string, more: { archived?: boolean; unread?: number; muted?: string } = {}) {
  return {
    chat: { id, created_at: at, is_archived: more.archived ?? false },
    my: { unread: more.unread ?? 0, muted_until: more.muted ?? null },
    last_message: null,
  } as ChatView;
}

const now = Date.parse('2026-11-23T10:00:00Z');
const ids = (chats: readonly ChatView[]) => chats.map(({ chat }) => chat.id);

it('puts the latest first and the archived last', () => {
  const chats = [
    view('old', '2026-11-01T10:00:00Z'),
    view('archived', '2026-11-23T10:00:00Z', { archived: true }),
    view('new', '2026-11-22T10:00:00Z'),
  ];
  expect(ids(inOrder(chats))).toEqual(['new', 'old', 'archived']);
});

it('goes to the neighbour, and from nowhere to an end', () => {
  const chats = [view('a', ''), view('b', '')];
  expect(neighbourOf(chats, 'a', 1)?.chat.id).toBe('b');
  expect(neighbourOf(chats, 'a', -1)).toBeUndefined();
  expect(neighbourOf(chats, undefined, 1)?.chat.id).toBe('a');
  expect(neighbourOf(chats, undefined, -1)?.chat.id).toBe('b');
});

it('counts what waits in chats that are not muted', () => {
  const chats = [
    view('a', '', { unread: 3 }),
    view('b', '', { unread: 5, muted: '2026-11-23T11:00:00Z' }),
    view('c', '', { unread: 1, muted: '2026-11-23T09:00:00Z' }),
  ];
  expect(unreadInAll(chats, now)).toBe(4);
});

it('is muted until the moment, not after', () => {
  expect(isMuted(null, now)).toBe(false);
  expect(isMuted('2026-11-23T10:00:01Z', now)).toBe(true);
  expect(isMuted('2026-11-23T10:00:00Z', now)).toBe(false);
});
