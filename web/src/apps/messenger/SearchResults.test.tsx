import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { SearchResult } from '@/shared/api/schema';
import { message, view } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { errorResponse, slowly } from '@/shared/testing/server';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ListPane } from './ListPane';

beforeAll(startTestTexts);

const NOTHING = { people: [], messages: [], chats: [], more: false } as SearchResult;
const OLGA = {
  profile_id: 'olga',
  name: { last_name: 'Гришина', first_name: 'Ольга', patronymic: 'Петровна' },
  badges: [],
  picture: null,
  may_write: true,
  may_add: true,
};

/** Search in the list of chats; the server answers so. */
async function search(query: string, answer: unknown) {
  giveHeight(640);
  const messenger = await openMessenger([view(1, message(1))]);
  messenger.server.answer({ 'GET /api/search': answer as never });
  const shown = show(messenger.around(<ListPane openId={undefined} />));
  await screen.findAllByRole('link');
  await shown.user.type(screen.getByRole('searchbox'), query);
  return { ...messenger, ...shown };
}

const results = () => screen.getByRole('region', { name: 'Найдено' });

it('shows that it looks, and says that there is nothing', async () => {
  const looking = slowly(NOTHING);
  await search('зонтик', looking.answer);
  expect(await within(results()).findByRole('status')).toBeTruthy();
  expect(screen.queryByText('Ничего не нашлось')).toBeNull();
  looking.come();
  expect(await screen.findByText('Ничего не нашлось')).toBeTruthy();
});

it('says what failed, and looks again on demand', async () => {
  const { user, server } = await search('зонтик', errorResponse(503, 'unavailable'));
  const retry = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({ 'GET /api/search': NOTHING });
  await user.click(retry);
  expect(await screen.findByText('Ничего не нашлось')).toBeTruthy();
});

it('offers people to whom one may write, and opens the dialog with one of them', async () => {
  const silent = { ...OLGA, profile_id: 'oleg', may_write: false };
  const { user, server, history } = await search('Гри', { ...NOTHING, people: [OLGA, silent] });
  const dialog = view(1, null);
  const opened = { ...dialog, chat: { ...dialog.chat, id: 'dialog', kind: 'dialog' } };
  server.answer({ 'POST /api/dialogs': opened, 'GET /api/chats/dialog': opened } as never);
  const [person, ...others] = await screen.findAllByRole('button', { name: /Гришина/ });
  expect(others).toEqual([]);
  await user.click(person as HTMLElement);
  await waitFor(() => expect(history.location.pathname).toBe('/chats/dialog'));
  expect(server.done).toContainEqual({ what: 'POST /api/dialogs', body: { profile_id: 'olga' } });
});

it('shows messages by the name of their chat, and leads to the one that is pressed', async () => {
  const found = { message: message(1, { text: 'Где зонтик?' }), chat_id: 'class', snippet: 'Где зонтик?' };
  const { user, history } = await search('зонтик', { ...NOTHING, messages: [found] });
  await user.click(await within(results()).findByRole('link', { name: /зонтик/ }));
  await waitFor(() => expect(history.location.pathname).toBe('/chats/class'));
  expect(history.location.search).toContain('1');
});

it('is closed by «Back» on a phone, where it has taken the place of the list', async () => {
  await search('зонтик', NOTHING);
  expect(await screen.findByText('Ничего не нашлось')).toBeTruthy();
  window.history.back();
  await waitFor(() => expect(screen.queryByText('Ничего не нашлось')).toBeNull());
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
});
