/** Messages in tests: in the conversation of Миша with Анна Сергеевна and Лена. */
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { attachmentOf, withAttachments } from '@/data/messenger/attachments';
import type { CallCardRead, FileRead } from '@/shared/api/schema';
import { message } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { ConversationProvider } from './components/ConversationProvider';
import type { ConversationActs, ConversationFacts } from './components/conversation';
import { MessageRow } from './components/MessageRow';
import type { Author, ShownMessage, Waiting } from './model/shown';

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
    author('anna', 'Анна Сергеевна', { isStaff: true, roles: 'учитель: алгебра' }),
    author('misha', 'Миша Ким'),
    author('lena', 'Лена Орлова'),
  ].map((one) => [one.id, one]),
);

/** Return the conversation, as Миша sees it; its acts are recorded. */
export function conversation(change: Partial<ConversationFacts> = {}, call?: CallCardRead) {
  const acts = {
    onReply: vi.fn<ConversationActs['onReply']>(),
    onEdit: vi.fn<ConversationActs['onEdit']>(),
    onReact: vi.fn<ConversationActs['onReact']>(),
    onPin: vi.fn<ConversationActs['onPin']>(),
    onUnpin: vi.fn<ConversationActs['onUnpin']>(),
    onDelete: vi.fn<ConversationActs['onDelete']>(),
    onOpenPerson: vi.fn<ConversationActs['onOpenPerson']>(),
    onJump: vi.fn<ConversationActs['onJump']>(),
    onMenu: vi.fn<ConversationActs['onMenu']>(),
    onView: vi.fn<ConversationActs['onView']>(),
    onRetry: vi.fn<ConversationActs['onRetry']>(),
    onDiscard: vi.fn<ConversationActs['onDiscard']>(),
    onSendRest: vi.fn<ConversationActs['onSendRest']>(),
    onTakeBack: vi.fn<ConversationActs['onTakeBack']>(),
    onEnterCall: vi.fn<ConversationActs['onEnterCall']>(),
    onPlanCall: vi.fn<ConversationActs['onPlanCall']>(),
  };
  const known = withAttachments(new Map(), call ? [{ kind: 'call_card', value: call }] : [], 1);
  const facts: ConversationFacts = {
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
    sent: new Map(),
    connections: 1,
    runningCallId: undefined,
    isInCall: false,
    ...change,
  };
  return { acts, facts };
}

interface Around {
  readonly acts: ConversationActs;
  readonly facts: ConversationFacts;
}

/** Render something of a conversation. */
export function showIn(within: Around, part: ReactNode) {
  const inside = (child: ReactNode, around = within) => (
    <ConversationProvider {...around}>{child}</ConversationProvider>
  );
  const shown = show(inside(part));
  return {
    ...shown,
    again: (child: ReactNode, around?: Around) => shown.again(inside(child, around)),
  };
}

/** Render the row of a message, with what Миша may do. */
export function lookAt(
  of: ShownMessage,
  change: Partial<ConversationFacts> = {},
  place = { isFirst: true, isLast: true },
) {
  const around = conversation(change);
  const shown = showIn(around, <MessageRow message={of} {...place} isFound={false} />);
  return { ...shown, around, row: screen.getByRole('article') };
}

/** A file of a message. */
export const file = (name: string, change: Partial<FileRead> = {}): FileRead => ({
  id: name,
  name,
  media_type: 'application/pdf',
  size: 1_500_000,
  kind: 'file',
  width: null,
  height: null,
  has_preview: false,
  state: 'clean',
  ...change,
});
/** A picture of a message. */
export const picture = (name: string, change: Partial<FileRead> = {}) =>
  file(name, { kind: 'picture', width: 400, height: 300, has_preview: true, ...change });
/** A message of Миша's that the server does not have yet. */
export const waiting = (state: Waiting['state'], change: Partial<Waiting> = {}) =>
  message(0, {
    author_id: 'misha',
    text: 'Привет',
    ...{ waiting: { state, code: undefined, files: [], ...change } },
  });
