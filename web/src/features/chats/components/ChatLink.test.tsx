import { screen, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { ChatLinkRead } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, silence, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { ChatLink } from './ChatLink';

beforeAll(startTestTexts);

const LINK: ChatLinkRead = {
  url: 'https://parta.test/join/chat/abc',
  maker: {
    id: 'anna',
    name: { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' },
    badges: [{ role: 'teacher', school_id: 'school', school: 'Школа № 7', detail: '' }],
    picture: null,
  },
  created_at: '2026-11-24T09:00:00Z',
  is_active: true,
};
const NEW = { ...LINK, url: 'https://parta.test/join/chat/new' };
const PATH = '/api/chats/class/link';

function look(answers: object, mayInvite = true) {
  const server = fakeServer({ [`GET ${PATH}`]: null, ...answers });
  return { server, ...show(<ChatLink chatId="class" mayInvite={mayInvite} />) };
}

const address = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Ссылка-приглашение' });
const button = (name: string) => screen.findByRole('button', { name });

it('creates a link where there is none, copies it and turns it off', async () => {
  const { user, server } = look({ [`PUT ${PATH}`]: LINK });
  await user.click(await button('Создать ссылку'));
  expect((await address()).value).toBe(LINK.url);
  expect(screen.getByText(/может пригласить её создатель: Анна Сергеевна/)).toBeTruthy();
  await user.click(await button('Копировать'));
  expect(await navigator.clipboard.readText()).toBe(LINK.url);
  expect(await screen.findByText('Ссылка скопирована')).toBeTruthy();
  await user.click(await button('Выключить'));
  const question = await screen.findByRole('dialog');
  expect(server.done.map(({ what }) => what)).toEqual([`PUT ${PATH}`]);
  await user.click(within(question).getByRole('button', { name: 'Выключить' }));
  expect(await button('Создать ссылку')).toBeTruthy();
  expect(server.done.map(({ what }) => what)).toEqual([`PUT ${PATH}`, `DELETE ${PATH}`]);
});

it('asks before it resets the link', async () => {
  const { user, server } = look({ [`GET ${PATH}`]: LINK, [`POST ${PATH}/reset`]: NEW });
  await user.click(await button('Сбросить'));
  const question = await screen.findByRole('dialog');
  expect(server.done).toEqual([]);
  await user.click(within(question).getByRole('button', { name: 'Сбросить' }));
  expect(await screen.findByDisplayValue(NEW.url)).toBeTruthy();
});

it('creates one link however often one presses', async () => {
  const making = slowly(LINK);
  const { user, server } = look({ [`PUT ${PATH}`]: making.answer });
  await user.dblClick(await button('Создать ссылку'));
  making.come();
  await address();
  expect(server.done).toHaveLength(1);
});

it('is only copied by who may not invite', async () => {
  look({ [`GET ${PATH}`]: LINK }, false);
  expect((await address()).value).toBe(LINK.url);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Копировать']);
});

it('says to them that there is none', async () => {
  look({}, false);
  expect(await screen.findByText('Ссылки пока нет')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that it admits nobody once its maker may not invite', async () => {
  look({ [`GET ${PATH}`]: { ...LINK, is_active: false } });
  expect(await screen.findByText(/не действует: Анна Сергеевна/)).toBeTruthy();
});

it('waits for the link, and says why it cannot be shown', async () => {
  const { leave } = look({ [`GET ${PATH}`]: silence });
  expect(screen.getByRole('status', { name: 'Загрузка' })).toBeTruthy();
  leave();
  const { user, server } = look({ [`GET ${PATH}`]: errorResponse(503, 'unavailable') });
  expect((await screen.findByRole('alert')).textContent).toContain('Сервер сейчас недоступен.');
  server.answer({ [`GET ${PATH}`]: LINK });
  await user.click(await button('Повторить'));
  expect(await address()).toBeTruthy();
});
