import { act, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { view } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { errorResponse, slowly } from '@/shared/testing/server';
import { openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ChatScreen } from './ChatScreen';

beforeAll(startTestTexts);

const GONE = 'Этого чата нет или у вас больше нет к нему доступа';
const CHAT = 'GET /api/chats/class';

async function open(answer: unknown) {
  const messenger = await openMessenger([]);
  messenger.server.answer({ [CHAT]: answer });
  show(messenger.around(<ChatScreen chatId="class" message={undefined} isAboutOpen={false} />));
  return messenger;
}

it('is said to be gone only once the server has said so', async () => {
  const answer = slowly(errorResponse(404, 'not_found'));
  await open(answer.answer);
  expect(screen.queryByText(GONE)).toBeNull();
  answer.come();
  expect(await screen.findByText(GONE)).toBeTruthy();
});

it('is shown where this browser did not know it', async () => {
  await open(view(1, null));
  expect(await screen.findByRole('textbox', { name: 'Сообщение' })).toBeTruthy();
  expect(screen.queryByText(GONE)).toBeNull();
});

it('is asked for again when the connection is back', async () => {
  const { server, reconnect } = await open(() => {
    throw new TypeError('Failed to fetch');
  });
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.queryByText(GONE)).toBeNull();
  server.answer({ [CHAT]: view(1, null) });
  act(reconnect);
  expect(await screen.findByRole('textbox', { name: 'Сообщение' })).toBeTruthy();
});
