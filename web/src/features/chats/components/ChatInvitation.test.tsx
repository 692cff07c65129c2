import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { ChatLinkPage } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, silence, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ChatInvitation } from './ChatInvitation';

beforeAll(startTestTexts);

const PAGE: ChatLinkPage = {
  title: 'Стенгазета',
  picture: null,
  members_count: 2,
  maker: {
    id: 'anna',
    name: { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' },
    badges: [{ role: 'teacher', school_id: 'school', school: 'Школа № 7', detail: '' }],
    picture: null,
  },
  chat_id: 'paper',
  is_member: false,
  refusal: null,
};
const READ = 'GET /api/chat-links/abc';
const JOIN = 'POST /api/chat-links/abc/join';

function follow(page: unknown, joined: unknown = { chat_id: 'paper' }) {
  const server = fakeServer({ [READ]: page, [JOIN]: joined });
  const onOpen = vi.fn();
  return { server, onOpen, ...show(<ChatInvitation token="abc" onOpen={onOpen} />) };
}

const button = (name: string) => screen.findByRole('button', { name });

it('shows the chat and who invites, and opens it once one has joined', async () => {
  const joining = slowly({ chat_id: 'paper' });
  const { user, server, onOpen } = follow(PAGE, joining.answer);
  expect(await screen.findByRole('heading', { name: 'Стенгазета' })).toBeTruthy();
  expect(screen.getByText('2 участника')).toBeTruthy();
  expect(screen.getByText('Приглашает Анна Сергеевна')).toBeTruthy();
  await user.dblClick(await button('Вступить'));
  joining.come();
  await waitFor(() => expect(onOpen).toHaveBeenCalledExactlyOnceWith('paper'));
  expect(server.done).toHaveLength(1);
});

it('shows the picture by the link, not by its file', async () => {
  follow({ ...PAGE, picture: 'file' });
  await screen.findByRole('heading', { name: 'Стенгазета' });
  expect(document.querySelector('section img')?.getAttribute('src')).toBe('/api/chat-links/abc/picture');
});

it.each([
  [1, '1 участник'],
  [5, '5 участников'],
  [21, '21 участник'],
])('counts %i members', async (members_count, words) => {
  follow({ ...PAGE, members_count });
  expect(await screen.findByText(words)).toBeTruthy();
});

it('opens the chat for who is already in it', async () => {
  const { user, server, onOpen } = follow({ ...PAGE, is_member: true });
  await user.click(await button('Открыть чат'));
  expect(onOpen).toHaveBeenCalledWith('paper');
  expect(server.done).toEqual([]);
});

it.each([
  ['archived', 'Чат в архиве'],
  ['inactive', 'Анна Сергеевна больше не может приглашать'],
  ['removed', 'Вас удалили из этого чата'],
  ['full', 'больше нет мест'],
  ['not_a_contact', 'Анна Сергеевна не может вас пригласить'],
] as const)('says why one may not join: %s', async (refusal, words) => {
  follow({ ...PAGE, refusal });
  expect((await screen.findByText(new RegExp(words))).getAttribute('role')).toBe('status');
  expect(screen.queryByRole('button', { name: 'Вступить' })).toBeNull();
  expect(screen.getByRole('link', { name: 'К чатам' })).toBeTruthy();
});

it('says that a link no longer works, also if that happens while one looks at it', async () => {
  const { user, server } = follow(PAGE, errorResponse(404, 'not_found'));
  const join = await button('Вступить');
  server.answer({ [READ]: errorResponse(404, 'not_found') });
  await user.click(join);
  expect(await screen.findByRole('heading', { name: 'Ссылка не действует' })).toBeTruthy();
});

it('leads who is not signed in to the sign-in and back', async () => {
  window.history.replaceState(null, '', '/join/chat/abc');
  follow(errorResponse(401, 'unauthenticated'));
  const link = await screen.findByRole('link', { name: 'Войти' });
  expect(link.getAttribute('href')).toBe('/id?next=%2Fjoin%2Fchat%2Fabc');
});

it('waits for the page, and tries again where it failed', async () => {
  const { leave } = follow(silence);
  expect(screen.getByRole('status', { name: 'Загрузка' })).toBeTruthy();
  leave();
  const { user, server } = follow(errorResponse(429, 'too_many'));
  expect(await screen.findByRole('alert')).toBeTruthy();
  server.answer({ [READ]: PAGE });
  await user.click(await button('Повторить'));
  expect(await button('Вступить')).toBeTruthy();
});
