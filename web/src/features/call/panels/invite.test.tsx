import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { anna, lesson, MAY_ALL, participant } from '@/shared/testing/call';
import { errorResponse, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { sitInCall } from '../testing';
import { panel } from './invite';

beforeAll(startTestTexts);

const LINK = { url: 'https://parta.test/join/abc', expires_at: '2026-11-24T09:00:00Z' };
const misha = participant('misha');

async function look(answers: object, may = MAY_ALL) {
  const seat = await sitInCall([anna, misha], {
    may,
    answers: { 'GET /api/calls/lesson/invite': null, ...answers },
  });
  const shown = seat.show(<panel.Body session={seat.session} />);
  return { ...seat, ...shown };
}

const button = (name: string) => screen.findByRole('button', { name });

it('asks whom a link lets in before it is made, copies it and ends it', async () => {
  const { user, server } = await look({ 'POST /api/calls/lesson/invite': LINK });
  await screen.findByRole('group', { name: 'Кого впустит ссылка?' });
  await user.click(await button('Создать для всех из школы'));
  const link = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Ссылка на звонок' });
  expect(link.value).toBe(LINK.url);
  await user.click(await button('Скопировать ссылку'));
  expect(await navigator.clipboard.readText()).toBe(LINK.url);
  expect(await screen.findByText('Ссылка скопирована')).toBeTruthy();
  await user.click(await button('Отключить ссылку'));
  expect(await button('Создать для всех из школы')).toBeTruthy();
  expect(server.done).toEqual([
    { what: 'POST /api/calls/lesson/invite', body: { access: 'school' } },
    { what: 'DELETE /api/calls/lesson/invite', body: undefined },
  ]);
});

it('makes one link however often one presses', async () => {
  const making = slowly(LINK);
  const { user, server } = await look({ 'POST /api/calls/lesson/invite': making.answer });
  await user.dblClick(await button('Создать для любого, у кого она есть'));
  making.come();
  await screen.findByRole('textbox', { name: 'Ссылка на звонок' });
  expect(server.done).toHaveLength(1);
});

it('says why the link cannot be shown, and tries again', async () => {
  const { user, server } = await look({ 'GET /api/calls/lesson/invite': errorResponse(503, 'unavailable') });
  expect((await screen.findByRole('alert')).textContent).toContain('Сервер сейчас недоступен.');
  server.answer({ 'GET /api/calls/lesson/invite': LINK });
  await user.click(await button('Повторить'));
  expect(await screen.findByRole('textbox', { name: 'Ссылка на звонок' })).toBeTruthy();
});

it('shows who may come and who waits, and lets it be changed by who may', async () => {
  const { user, server, tell } = await look({});
  const anyone = screen.getByRole<HTMLInputElement>('radio', { name: 'Любой по ссылке' });
  await user.click(anyone);
  expect(server.done.map(({ body }) => body)).toEqual([{ access: 'anyone' }]);
  tell({ kind: 'call', value: lesson({ access: 'anyone' }) });
  expect(anyone.checked).toBe(true);
});

it('fixes the choice for who may only invite', async () => {
  await look(
    {},
    MAY_ALL.filter((duty) => duty !== 'change_access'),
  );
  for (const choice of screen.getAllByRole<HTMLInputElement>('radio')) {
    expect(choice.matches(':disabled')).toBe(true);
  }
  expect(await button('Создать ссылку')).toBeTruthy();
});
