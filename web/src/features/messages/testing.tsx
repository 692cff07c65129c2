/** Messages in tests: in the conversation of Миша with Анна Сергеевна and Лена. */
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { attachmentOf, withAttachments } from '@/data/messenger/attachments';
import type { CallCardRead } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { type Conversation, ConversationContext } from './components/conversation';
import type { Author } from './model/shown';

const author = (id: string, name: string, change: Partial<Author> = {}): Author => ({
  id,
  name,
  names: { first_name: name.split(' ')[0] ?? '', last_name: name.split(' ')[1] ?? '' },
  picture: undefined,
  isStaff: false,
  roles: '',
  ...change,
});

const PEOPLE: ReadonlyMap<string, Author> = new Map(
  [
    author('anna', 'Анна Сергеевна', { isStaff: true, roles: 'учитель, алгебра' }),
    author('misha', 'Миша Ким'),
    author('lena', 'Лена Орлова'),
  ].map((one) => [one.id, one]),
);

/** Return the conversation, as Миша sees it; its acts are recorded. */
export function conversation(change: Partial<Conversation> = {}, call?: CallCardRead) {
  const acts = {
    onReply: vi.fn<Conversation['onReply']>(),
    onEdit: vi.fn<Conversation['onEdit']>(),
    onReact: vi.fn<Conversation['onReact']>(),
    onPin: vi.fn<Conversation['onPin']>(),
    onUnpin: vi.fn<Conversation['onUnpin']>(),
    onDelete: vi.fn<Conversation['onDelete']>(),
    onOpenPerson: vi.fn<Conversation['onOpenPerson']>(),
    onJump: vi.fn<Conversation['onJump']>(),
    onMenu: vi.fn<Conversation['onMenu']>(),
    onView: vi.fn<Conversation['onView']>(),
    onRetry: vi.fn<Conversation['onRetry']>(),
    onDiscard: vi.fn<Conversation['onDiscard']>(),
    onEnterCall: vi.fn<Conversation['onEnterCall']>(),
  };
  const known = withAttachments(new Map(), call ? [{ kind: 'call_card', value: call }] : [], 1);
  return {
    chatId: 'class',
    me: 'misha',
    isDialog: false,
    mayReact: true,
    may: ['write', 'react', 'see_readers'],
    membersCount: 3,
    people: PEOPLE,
    nameOf: (id: string) => PEOPLE.get(id)?.name ?? 'Участник',
    attachmentOf: (carrying) => attachmentOf(known, carrying),
    readByOthers: 0,
    pinned: new Set<string>(),
    runningCallId: undefined,
    ...change,
    ...acts,
  } satisfies Conversation;
}

/** Render something of a conversation. */
export function showIn(within: Conversation, part: ReactNode) {
  const inside = (child: ReactNode, around = within) => (
    <ConversationContext value={around}>{child}</ConversationContext>
  );
  const shown = show(inside(part));
  return {
    ...shown,
    again: (child: ReactNode, around?: Conversation) => shown.again(inside(child, around)),
  };
}
