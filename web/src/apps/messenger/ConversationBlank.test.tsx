import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { member, message, view } from '@/shared/testing/chat';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { errorResponse, slowly } from '@/shared/testing/server';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ChatScreen } from './ChatScreen';

beforeAll(startTestTexts);

const PAGE = {
  seq: 1,
  messages: [message(1), message(2), message(3, { text: 'Завтра в 8' })],
  attachments: [],
  last_number: 3,
};
const MESSAGES = 'GET /api/chats/class/messages';

/** Open a chat whose messages are not known yet; the server answers so. */
async function open(messages: unknown, last = 3) {
  sitAtDesktop();
  giveHeight(640);
  const given = { ...view(1, null), last_number: last };
  const messenger = await openMessenger([given]);
  messenger.server.answer({
    'GET /api/chats/class': given,
    'GET /api/chats/class/members': { seq: 1, members: [member('anna'), member('misha')] },
    [MESSAGES]: messages as never,
    'GET /api/chats/class/pins': { seq: 1, pins: [], messages: [], attachments: [] },
    'GET /api/calls': [],
  });
  return {
    ...messenger,
    ...show(messenger.around(<ChatScreen chatId="class" message={undefined} isAboutOpen={false} />)),
  };
}

it('says that there are no messages yet', async () => {
  await open(undefined, 0);
  expect(await screen.findByText('Сообщений пока нет')).toBeTruthy();
});

it('does not say so while they are on their way', async () => {
  const coming = slowly(PAGE);
  await open(coming.answer);
  expect(await screen.findByRole('textbox', { name: 'Сообщение' })).toBeTruthy();
  expect(screen.queryByText('Сообщений пока нет')).toBeNull();
  coming.come();
  expect(await screen.findByText('Завтра в 8')).toBeTruthy();
});

it('says why there are none, and asks again on demand', async () => {
  const { user, server } = await open(errorResponse(503, 'unavailable'));
  const retry = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({ [MESSAGES]: PAGE });
  await user.click(retry);
  expect(await screen.findByText('Завтра в 8')).toBeTruthy();
});
