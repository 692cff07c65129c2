import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { SentKinds } from '@/data/messenger/sent-kinds';
import { SENT_KINDS } from '@/features/messages/kinds/kinds';
import { textBody } from '@/features/messages/kinds/text/sent';
import type { ChatView } from '@/shared/api/schema';
import { member, message, view } from '@/shared/testing/chat';
import { countRenders } from '@/shared/testing/renders';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ListPane } from './ListPane';

beforeAll(startTestTexts);

const COUNT = 300;
const LAST = message(1, { text: 'Первое', sent_at: '2026-11-23T09:00:00Z' });

/** Chat number `at`; the first of the list has the newest message. */
function chatView(at: number, change: Partial<ChatView['my']> = {}): ChatView {
  const id = `chat-${at}`;
  const sent_at = new Date(Date.UTC(2026, 10, 23, 9, 0) - at * 60_000).toISOString();
  const given = view(
    1,
    { ...LAST, id: `message-${at}`, chat_id: id, sent_at },
    { read_number: 1, ...change },
  );
  return { ...given, chat: { ...given.chat, id, title: `Чат ${at}` } };
}

async function openList(count = COUNT, change: Partial<ChatView['my']> = {}, kinds: SentKinds = []) {
  giveHeight(640);
  const views = Array.from({ length: count }, (_, at) => chatView(at, at === 0 ? change : {}));
  const messenger = await openMessenger(views, kinds);
  const shown = show(messenger.around(<ListPane openId={undefined} />));
  await screen.findByRole('link', { name: /Чат 0/ });
  return { ...messenger, ...shown };
}

const rows = () => within(screen.getByRole('navigation', { name: 'Список чатов' })).getAllByRole('link');
const row = (title: string) => screen.getByRole('link', { name: new RegExp(`^${title}\\b`) });

it('draws what is seen of three hundred chats, and says where in the list it is', async () => {
  await openList();
  expect(rows().length).toBeLessThan(30);
  const place = row('Чат 0').closest('li');
  expect([place?.getAttribute('aria-posinset'), place?.getAttribute('aria-setsize')]).toEqual(['1', '300']);
});

it('draws one row when somebody types in one chat, and no other for a letter of one’s own', async () => {
  const { socket, sync } = await openList();
  const typing = await countRenders(async () =>
    act(() => socket.receive({ t: 'typing', s: 'chat:chat-3', profile_id: 'anna' })),
  );
  expect(typing.get('ChatRow')).toBe(1);
  expect(typing.get('ChatItem') ?? 0).toBeLessThanOrEqual(1);
  expect(typing.get('ListPane')).toBeUndefined();
  const letter = await countRenders(async () => act(() => sync.drafts.write('chat-5', 'З')));
  expect(letter.get('ChatRow')).toBe(1);
  expect(letter.get('Chats')).toBeUndefined();
});

it('draws nothing of the list for a chat that is out of sight', async () => {
  const { socket } = await openList();
  const typing = await countRenders(async () =>
    act(() => socket.receive({ t: 'typing', s: 'chat:chat-200', profile_id: 'anna' })),
  );
  expect(typing.get('ChatRow')).toBeUndefined();
});

it('takes a message to the top, and draws no other row', async () => {
  const { publish } = await openList();
  const value = message(2, { id: 'new', chat_id: 'chat-4', text: 'Новое', sent_at: '2026-11-23T10:00:00Z' });
  const drawn = await countRenders(async () => act(() => publish('chat:chat-4', { kind: 'message', value })));
  expect(rows()[0]?.textContent).toContain('Чат 4');
  expect(drawn.get('ChatRow')).toBe(1);
});

it('names who wrote last, whom nothing has told of yet', async () => {
  const { server, publish } = await openList(3);
  const given = chatView(2);
  const value = message(2, { id: 'new', chat_id: 'chat-2', author_id: 'lena', text: 'Ещё одно' });
  const name = { last_name: 'Орлова', first_name: 'Елена', patronymic: null };
  const last_author = member('lena', { chat_id: 'chat-2', name });
  const now = { ...given, seq: 2, last_number: 2, last_message: value, last_author };
  server.answer({ 'GET /api/chats/chat-2': now });
  act(() => publish('chat:chat-2', { kind: 'message', value }));
  expect(await within(row('Чат 2')).findByText(/Елена Орлова/)).toBeTruthy();
});

it('asks whether one’s own last message has been read meanwhile', async () => {
  const { server, publish } = await openList(3);
  const value = message(2, { id: 'own', chat_id: 'chat-2', author_id: 'misha' });
  server.answer({
    'GET /api/chats/chat-2': {
      ...chatView(2),
      seq: 2,
      last_number: 2,
      last_message: value,
      read_by_others: 2,
    },
  });
  act(() => publish('chat:chat-2', { kind: 'message', value }));
  expect(await within(row('Чат 2')).findByText('Прочитано')).toBeTruthy();
});

it('moves among all chats by keys, and keeps the focus in a row that moves', async () => {
  const { user, publish } = await openList();
  await user.click(screen.getByRole('searchbox'));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Чат 0');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Чат 2');
  const value = message(2, { id: 'new', chat_id: 'chat-2', sent_at: '2026-11-23T10:00:00Z' });
  act(() => publish('chat:chat-2', { kind: 'message', value }));
  expect(document.activeElement?.textContent).toContain('Чат 2');
  await user.keyboard('{End}');
  expect(document.activeElement?.textContent).toContain('Чат 299');
  await user.keyboard('{Home}');
  expect(document.activeElement?.textContent).toContain('Чат 2');
});

it('finds chats that are not drawn', async () => {
  const { user } = await openList();
  await user.type(screen.getByRole('searchbox'), '287');
  expect(await screen.findByRole('link', { name: /Чат 287/ })).toBeTruthy();
});

const PUT = 'PUT /api/chats/chat-0/unread';

function state(is_marked_unread: boolean) {
  return { id: 's', chat_id: 'chat-0', read_number: 1, is_marked_unread, muted_until: null, draft: '' };
}

it('marks a chat as unread from its menu, shows a dot, and takes the mark away', async () => {
  const { user, server, publish } = await openList(3);
  fireEvent.contextMenu(row('Чат 0'), { clientX: 40, clientY: 40 });
  await user.click(await screen.findByRole('menuitem', { name: 'Пометить непрочитанным' }));
  expect(server.done).toContainEqual({ what: PUT, body: { is_marked_unread: true } });
  act(() => publish('profile:misha', { kind: 'chat_state', value: state(true) }));
  expect(within(row('Чат 0')).getByText('Помечен непрочитанным')).toBeTruthy();
  fireEvent.contextMenu(row('Чат 0'));
  await user.click(await screen.findByRole('menuitem', { name: 'Пометить прочитанным' }));
  expect(server.done).toContainEqual({ what: PUT, body: { is_marked_unread: false } });
  act(() => publish('profile:misha', { kind: 'chat_state', value: state(false) }));
  expect(within(row('Чат 0')).queryByText('Помечен непрочитанным')).toBeNull();
});

it('mutes a chat from its menu, for as long as is chosen', async () => {
  const { user, server } = await openList(3);
  fireEvent.contextMenu(row('Чат 1'));
  await user.click(await screen.findByRole('menuitem', { name: 'Выключить звук' }));
  await user.click(screen.getByRole('menuitem', { name: 'Пока не включу' }));
  const body = { until: '9999-01-01T00:00:00.000Z' };
  expect(server.done).toContainEqual({ what: 'PUT /api/chats/chat-1/mute', body });
  expect(screen.queryByRole('menu')).toBeNull();
});

it('closes the menu by Escape, and returns the focus to the row', async () => {
  const { user } = await openList(3);
  row('Чат 1').focus();
  fireEvent.contextMenu(row('Чат 1'));
  await screen.findByRole('menu');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(row('Чат 1'));
});

it('tells of what was not sent, whatever else the row has to say', async () => {
  const { server, sync, publish } = await openList(3, {}, SENT_KINDS);
  server.answer({ 'POST /api/chats/chat-0/messages': errorResponse(403, 'forbidden') });
  const body = textBody({ text: 'Приду', entities: [] }, undefined, undefined);
  await act(() => sync.sendMessage('chat-0', { kind: 'text', body }));
  await waitFor(() => expect(row('Чат 0').textContent).toContain('Не отправлено'));
  act(() => sync.drafts.write('chat-0', 'Завтра'));
  const value = message(2, { chat_id: 'chat-0', id: 'new', text: 'Новое' });
  act(() => publish('chat:chat-0', { kind: 'message', value }));
  expect(row('Чат 0').textContent).toMatch(/Черновик.*Завтра.*Не отправлено.*1/);
});
