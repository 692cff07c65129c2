import { screen, within } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { anna, lesson, MAY_ALL, participant, STUDENT_RIGHTS } from '@/shared/testing/call';
import { startTestTexts } from '@/shared/testing/texts';
import { sitInCall } from '../testing';
import { panel } from './rights';

beforeAll(startTestTexts);

const misha = participant('misha', { name: 'Миша Ким', exceptions: { screen: true, camera: false } });
const tanya = participant('tanya', { name: 'Татьяна Олеговна', role: 'assistant' });

async function look() {
  const seat = await sitInCall([anna, misha, tanya], { may: MAY_ALL });
  const shown = seat.show(<panel.Body session={seat.session} />);
  return { ...seat, ...shown };
}

it('has a switch for what all may, which follows what the server says', async () => {
  const { user, server, tell } = await look();
  const camera = screen.getByRole<HTMLInputElement>('switch', { name: 'Включать камеру' });
  await user.click(camera);
  expect(server.done).toEqual([{ what: 'PUT /api/calls/lesson/rights', body: { camera: false } }]);
  expect(camera.checked).toBe(true);
  tell({ kind: 'call', value: lesson({ rights: { ...STUDENT_RIGHTS, camera: false } }) });
  expect(camera.checked).toBe(false);
});

it('has a row for each who does not lead, and says what is an exception', async () => {
  await look();
  const rows = within(screen.getByRole('table')).getAllByRole('rowheader');
  expect(rows.map((row) => row.textContent)).toEqual(['Миша Ким']);
  const cells = screen.getAllByRole('button').map((cell) => cell.getAttribute('aria-label'));
  expect(cells).toEqual([
    'Миша Ким. Говорить: можно',
    'Миша Ким. Включать камеру: нельзя, исключение',
    'Миша Ким. Показывать экран: можно, исключение',
    'Миша Ким. Писать в чат: можно',
    'Миша Ким. Отправлять реакции: можно',
    'Миша Ким. Рисовать на доске: нельзя',
    'Миша Ким. Включать микрофон самостоятельно: можно',
  ]);
});

it('makes an exception by one press, and ends it by the next', async () => {
  const { user, server, tell } = await look();
  await user.click(screen.getByRole('button', { name: 'Миша Ким. Рисовать на доске: нельзя' }));
  tell({ kind: 'participant', value: { ...misha, exceptions: { ...misha.exceptions, board: true } } });
  await user.click(screen.getByRole('button', { name: 'Миша Ким. Рисовать на доске: можно, исключение' }));
  expect(server.done.map(({ body }) => body)).toEqual([{ board: true }, { board: null }]);
  expect(server.done[0]?.what).toBe('PUT /api/calls/lesson/participants/misha/rights');
});

it('lets several screens be shown at once', async () => {
  const { user, server } = await look();
  await user.click(screen.getByRole('switch', { name: 'Несколько экранов сразу' }));
  expect(server.done.map(({ body }) => body)).toEqual([{ several_screens: true }]);
});
