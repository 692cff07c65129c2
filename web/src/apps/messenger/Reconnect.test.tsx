import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { member, message, view } from '@/shared/testing/chat';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { messageRow, openClassChat } from './testing';

beforeAll(startTestTexts);

const MESSAGES = [
  message(1),
  message(2, { author_id: 'misha' }),
  message(5, { author_id: 'misha', number: 3 }),
];

it('shows what was read while there was no connection', async () => {
  const { server, reconnect } = await openClassChat(MESSAGES, { readByOthers: 0 });
  const own = () => within(messageRow(2) as HTMLElement);
  expect(own().getByText('Отправлено')).toBeTruthy();
  const given = view(6, MESSAGES.at(-1) ?? null, { read_number: 3 });
  server.answer({ 'GET /api/chats/class': { ...given, read_by_others: 2 } });
  act(reconnect);
  await waitFor(() => expect(own().getByText('Прочитано')).toBeTruthy());
});

it('reads the members again that could not be read, and then knows whom to mention', async () => {
  const { user, server, field, reconnect } = await openClassChat(MESSAGES, {
    members: errorResponse(503, 'unavailable'),
  });
  await user.type(field(), '@Лена');
  expect(screen.queryByRole('listbox')).toBeNull();
  const lena = { last_name: 'Орлова', first_name: 'Лена', patronymic: null };
  const members = [member('anna'), member('misha'), member('lena', { name: lena })];
  server.answer({ 'GET /api/chats/class/members': { seq: 6, members } });
  act(reconnect);
  await user.type(field(), ' ');
  await user.type(field(), '{Backspace}');
  await waitFor(() => expect(screen.getByRole('listbox', { name: 'Кого упомянуть' })).toBeTruthy());
});
