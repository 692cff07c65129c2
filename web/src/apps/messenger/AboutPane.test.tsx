import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { ChatView } from '@/shared/api/schema';
import { member, message, view } from '@/shared/testing/chat';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ChatScreen } from './ChatScreen';

beforeAll(startTestTexts);

const CHANGE = 'PATCH /api/chats/class';

/** Миша owns a chat that was made by hand, and looks at what it is. */
async function open() {
  sitAtDesktop();
  giveHeight(640);
  const { chat, ...rest } = view(3, message(3), {
    read_number: 3,
    role: 'owner',
    may: ['write', 'change', 'change_rights'],
  });
  const given: ChatView = { ...rest, chat: { ...chat, source: null, title: 'Стенгазета' } };
  const messenger = await openMessenger([given]);
  messenger.server.answer({
    'GET /api/chats/class': given,
    'GET /api/chats/class/members': { seq: 3, members: [member('anna'), member('misha')] },
    'GET /api/chats/class/messages': { seq: 3, messages: [message(3)], attachments: [], last_number: 3 },
    'GET /api/chats/class/pins': { seq: 3, pins: [], messages: [], attachments: [] },
    'GET /api/chats/class/calls': [],
  });
  const page = (isAboutOpen: boolean) =>
    messenger.around(<ChatScreen chatId="class" message={undefined} isAboutOpen={isAboutOpen} />);
  const shown = show(page(true));
  const about = await screen.findByRole('complementary', { name: 'О чате' });
  const pins = () => within(about).getByRole<HTMLSelectElement>('combobox', { name: 'Закреплять сообщения' });
  const changes = () => messenger.server.done.filter(({ what }) => what === CHANGE);
  return { ...messenger, ...shown, page, pins, changes };
}

it('keeps a right that could not be saved, says that it waits, and saves it later', async () => {
  const { server, user, pins, changes, again, page } = await open();
  server.answer({ [CHANGE]: errorResponse(503, 'unavailable') });
  await user.selectOptions(pins(), 'all');
  await waitFor(() => expect(changes()).toHaveLength(1));
  expect(pins().value).toBe('all');
  expect(screen.getByText('Сохраняется…')).toBeTruthy();
  // Also for who has left the page meanwhile.
  again(page(false));
  server.answer({ [CHANGE]: view(4, null).chat });
  await waitFor(() => expect(changes()).toHaveLength(2), { timeout: 4_000 });
  expect(changes()[1]?.body).toEqual(changes()[0]?.body);
});

it('gives a right back that the server refuses, and says why', async () => {
  const { server, user, pins } = await open();
  server.answer({ [CHANGE]: errorResponse(403, 'forbidden') });
  await user.selectOptions(pins(), 'all');
  await screen.findByText(/прав/, {}, { timeout: 4_000 });
  await act(async () => undefined);
  expect(pins().value).toBe('admins');
});
