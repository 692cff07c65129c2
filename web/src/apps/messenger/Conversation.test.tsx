import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { MessageRead } from '@/shared/api/schema';
import { message } from '@/shared/testing/chat';
import { countRenders } from '@/shared/testing/renders';
import { startTestTexts } from '@/shared/testing/texts';
import { messageRow, openClassChat } from './testing';

beforeAll(startTestTexts);

const joined = { code: 'joined_by_link' as const, params: { actor: 'anna' } };
const SERVICE: Partial<MessageRead> = { kind: 'service', author_id: null, client_id: null, service: joined };
/** Of Анна and Миша by turns, and one of the chat itself. */
const MESSAGES = [
  message(1),
  message(2, { author_id: 'misha' }),
  message(3, SERVICE),
  message(4),
  message(5, { author_id: 'misha' }),
  message(6, { author_id: 'misha' }),
];
/** What is drawn of the history, down to the time and the ticks. */
const PARTS = ['MessageRow', 'ServiceLine', 'Bubble', 'Meta', 'Face', 'Tools'];

/** Open the class chat beside the list. */
async function open() {
  const opened = await openClassChat(MESSAGES);
  await screen.findByText('по ссылке', { exact: false });
  return opened;
}

const drawnOf = (drawn: ReadonlyMap<string, number>) =>
  Object.fromEntries([...drawn].filter(([name]) => PARTS.includes(name)));
const row = messageRow;

it('draws nothing of the history for a letter in the composer, nor when the server has kept it', async () => {
  const { user, publish } = await open();
  await user.click(screen.getByRole('textbox', { name: 'Сообщение' }));
  const letter = await countRenders(async () => user.keyboard('З'));
  expect(drawnOf(letter)).toEqual({});
  expect(letter.get('ChatRow') ?? 0).toBeLessThanOrEqual(1);
  const state = { id: 's', chat_id: 'class', read_number: 6, is_marked_unread: false, muted_until: null };
  const kept = await countRenders(async () =>
    act(() => publish('profile:misha', { kind: 'chat_state', value: { ...state, draft: 'З' } })),
  );
  expect(drawnOf(kept)).toEqual({});
});

it('draws only the ticks that change when somebody else has read on', async () => {
  const { socket } = await open();
  const read = (read_number: number) =>
    countRenders(async () =>
      act(() => socket.receive({ t: 'read', s: 'chat:class', profile_id: 'anna', read_number })),
    );
  expect(within(row(5) as HTMLElement).getByText('Отправлено')).toBeTruthy();
  expect(drawnOf(await read(5))).toEqual({ Meta: 1 });
  expect(within(row(5) as HTMLElement).getByText('Прочитано')).toBeTruthy();
  expect(within(row(6) as HTMLElement).getByText('Отправлено')).toBeTruthy();
  expect(drawnOf(await read(3))).toEqual({});
});

it('draws only what is new for a message', async () => {
  const { publish } = await open();
  const drawn = await countRenders(async () =>
    act(() => publish('chat:class', { kind: 'message', value: message(7, { text: 'Новое' }) })),
  );
  expect(row(7)?.textContent).toContain('Новое');
  expect(drawn.get('MessageRow')).toBe(1);
});

it('copies a text with its lines and lists', async () => {
  const { user, publish } = await open();
  const list = 'Взять с собой:\n- атлас\n-  карандаши\n\n1. Раз';
  act(() => publish('chat:class', { kind: 'message', value: message(7, { text: list }) }));
  fireEvent.contextMenu(within(row(7) as HTMLElement).getByText('Взять', { exact: false }));
  await user.click(await screen.findByRole('menuitem', { name: 'Скопировать текст' }));
  expect(await navigator.clipboard.readText()).toBe(list);
});
