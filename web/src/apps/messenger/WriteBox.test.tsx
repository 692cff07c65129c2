import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { message } from '@/shared/testing/chat';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { messageRow, openClassChat } from './testing';

beforeAll(startTestTexts);

const sent_at = new Date().toISOString();
const OWN = message(2, { author_id: 'misha', text: 'Встреча в три', sent_at });
const MESSAGES = [message(1), OWN];
const STATE = { id: 's', chat_id: 'class', read_number: 2, is_marked_unread: false, muted_until: null };
const EDIT = 'PATCH /api/chats/class/messages/message-2';
const SEND = '{Control>}{Enter}{/Control}';
const unreachable = () => {
  throw new TypeError('Failed to fetch');
};

describe('what is written', () => {
  it('is in the field until the browser has stored it', async () => {
    const { user, field, sync } = await openClassChat(MESSAGES);
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await user.type(field(), `Сочинение${SEND}`);
    await screen.findByText('В браузере нет места, чтобы сохранить сообщение', { exact: false });
    expect(field().value).toBe('Сочинение');
    full.mockRestore();
    await user.type(field(), SEND);
    await waitFor(() => expect(field().value).toBe(''));
    await waitFor(() => expect(sync.snapshot.outbox.items[0]?.body).toMatchObject({ text: 'Сочинение' }));
  });

  it('follows another device, and is gone when it was sent there', async () => {
    const { field, publish } = await openClassChat(MESSAGES);
    const state = (draft: string) => ({ kind: 'chat_state' as const, value: { ...STATE, draft } });
    act(() => publish('profile:misha', state('С телефона')));
    expect(field().value).toBe('С телефона');
    act(() => publish('profile:misha', state('')));
    expect(field().value).toBe('');
  });
});

describe('what is not sent yet', () => {
  it('stays with its chat, with its files and whom it replies to', async () => {
    const { user, server, leaveAndReturn, sync } = await openClassChat(MESSAGES);
    const plan = new File(['x'], 'План.pdf');
    await user.upload(screen.getByLabelText('Прикрепить файлы', { selector: 'input' }), [plan]);
    await user.click(within(messageRow(1) as HTMLElement).getByRole('button', { name: 'Ответить' }));
    leaveAndReturn();
    await screen.findByRole('button', { name: 'Убрать План.pdf' });
    expect(screen.getByRole('button', { name: 'Отменить ответ' })).toBeTruthy();
    server.answer({ 'POST /api/files': { id: 'plan' }, 'POST /api/chats/class/messages': unreachable });
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    await waitFor(() => expect(sync.snapshot.outbox.items).toHaveLength(1));
    expect(sync.snapshot.outbox.items[0]).toMatchObject({
      body: { reply_to: { id: 'message-1' } },
      files: [{ name: 'План.pdf' }],
    });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Отменить ответ' })).toBeNull());
    expect(screen.queryByRole('button', { name: 'Убрать План.pdf' })).toBeNull();
  });

  it('is an edit, where one was begun', async () => {
    const { user, field, leaveAndReturn } = await openClassChat(MESSAGES);
    await user.type(field(), '{ArrowUp}');
    await user.type(field(), ' ровно');
    leaveAndReturn();
    await screen.findByRole('button', { name: 'Отменить изменение' });
    expect(field().value).toBe('Встреча в три ровно');
  });
});

it('a message that was refused is given back to the field, before what is written there', async () => {
  const { user, server, field, sync } = await openClassChat(MESSAGES);
  server.answer({ 'POST /api/chats/class/messages': errorResponse(403, 'forbidden') });
  await user.type(field(), `Вот${SEND}`);
  const alert = await screen.findByRole('alert');
  await user.type(field(), 'И ещё');
  await user.click(within(alert).getByRole('button', { name: 'Изменить' }));
  await waitFor(() => expect(sync.snapshot.outbox.items).toEqual([]));
  expect(field().value).toBe('Вот\nИ ещё');
});

describe('an edit', () => {
  async function editOwn(answer: unknown) {
    const opened = await openClassChat(MESSAGES);
    opened.server.answer({ [EDIT]: answer });
    const { user, field } = opened;
    await user.type(field(), '{ArrowUp}');
    await user.type(field(), ` ровно${SEND}`);
    const row = () => messageRow(2) as HTMLElement;
    await waitFor(() => expect(row().textContent).toContain('Встреча в три ровно'));
    return { ...opened, row };
  }

  it('without a connection is shown as waiting, and goes when the connection is back', async () => {
    const { server, sync, publish, row, field } = await editOwn(unreachable);
    await within(row()).findByText('Ждёт отправки');
    expect(field().value).toBe('');
    const edited = { ...OWN, text: 'Встреча в три ровно', edited_at: '2026-11-23T09:05:00Z' };
    server.answer({ [EDIT]: edited });
    sync.outbox.wake();
    await waitFor(() => expect(within(row()).queryByText('Ждёт отправки')).toBeNull());
    expect(row().textContent).toContain('Встреча в три ровно');
    expect(server.done.at(-1)).toEqual({ what: EDIT, body: { text: 'Встреча в три ровно', entities: [] } });
    act(() => publish('chat:class', { kind: 'message', value: edited }));
    await waitFor(() => expect(sync.waitingCount()).toBe(0));
    await waitFor(() => expect(sync.snapshot.outbox.items).toEqual([]));
  });

  it('that was refused is kept, and is changed or taken back', async () => {
    const { user, row, field } = await editOwn(errorResponse(403, 'forbidden'));
    const alert = await within(row()).findByRole('alert');
    expect(alert.textContent).toContain('Изменение не сохранено');
    await user.click(within(alert).getByRole('button', { name: 'Изменить' }));
    expect(field().value).toBe('Встреча в три ровно');
    await user.click(within(row()).getByRole('button', { name: 'Отменить изменение' }));
    await waitFor(() => expect(row().textContent).not.toContain('ровно'));
  });
});

describe('a link to a message', () => {
  it('past the end leads to the end, and is not asked for again and again', async () => {
    const { server } = await openClassChat(MESSAGES, { message: 999 });
    await waitFor(() => expect(messageRow(2)).toBeTruthy());
    const pages = () => server.asked.filter(({ what }) => what === 'GET /api/chats/class/messages').length;
    const before = pages();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(pages()).toBe(before);
    expect(before).toBeLessThanOrEqual(3);
  });

  it('leads there again when it is pressed again', async () => {
    const { turnTo } = await openClassChat(MESSAGES);
    const isFound = () => messageRow(1)?.className.includes('found') ?? false;
    turnTo(1, 'once');
    await waitFor(() => expect(isFound()).toBe(true));
    await waitFor(() => expect(isFound()).toBe(false));
    turnTo(1, 'again');
    await waitFor(() => expect(isFound()).toBe(true));
  });
});
