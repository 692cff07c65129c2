import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { anna, lesson, MAY_ALL, participant } from '@/shared/testing/call';
import { errorResponse, silence } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { knock, sitInCall } from '../testing';
import { panel } from './people';

beforeAll(startTestTexts);

const misha = participant('misha', { name: 'Миша Ким', hand_raised_at: '2026-11-23T09:05:00Z' });
const lena = participant('lena', { name: 'Лена Орлова', hand_raised_at: '2026-11-23T09:02:00Z' });
const petya = participant('petya', { name: 'Пётр Воронов' });

/** Render «Участники» of a lesson. */
async function look(...call: Parameters<typeof sitInCall>) {
  const seat = await sitInCall(...call);
  const shown = seat.show(<panel.Body session={seat.session} />);
  return { ...seat, ...shown };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const namesIn = (region: string) =>
  within(screen.getByRole('region', { name: region }))
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '');

describe('raised hands', () => {
  it('stand in the order in which they were raised, with their places', async () => {
    await look([anna, misha, lena, petya], { may: MAY_ALL });
    expect(screen.getByRole('heading', { name: '2 поднятые руки' })).toBeTruthy();
    const [first, second] = namesIn('Поднятые руки');
    expect(first).toContain('Лена Орлова');
    expect(second).toContain('Миша Ким');
    expect(screen.getAllByLabelText('Рука поднята, место в очереди: 1')).toHaveLength(2);
  });

  it('are lowered one by one from the menu of who raised it', async () => {
    const { user, server, tell } = await look([anna, misha, lena], { may: MAY_ALL });
    await user.click(screen.getAllByRole('button', { name: 'Действия: Лена Орлова' })[0] as HTMLElement);
    await user.click(screen.getByRole('menuitem', { name: 'Опустить руку' }));
    expect(server.done.map(({ what }) => what)).toEqual(['DELETE /api/calls/lesson/participants/lena/hand']);
    tell({ kind: 'participant', value: { ...lena, hand_raised_at: null } });
    expect(namesIn('Поднятые руки')).toHaveLength(1);
    expect(namesIn('Поднятые руки')[0]).toContain('Миша Ким');
  });

  it('are all lowered by one press, and there is nothing to press without a hand', async () => {
    const { user, server, tell } = await look([anna, misha], { may: MAY_ALL });
    await user.click(button('Опустить все руки'));
    expect(server.done.map(({ what }) => what)).toEqual(['DELETE /api/calls/lesson/hands']);
    tell({ kind: 'participant', value: { ...misha, hand_raised_at: null } });
    expect(screen.queryByRole('button', { name: 'Опустить все руки' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'Поднятые руки' })).toBeNull();
  });
});

describe('who has not come', () => {
  const dina = { id: 'd', name: { first_name: 'Дина', last_name: 'Яковлева', patronymic: 'Олеговна' } };
  const oleg = { id: 'o', name: { first_name: 'Олег', last_name: 'Юдин', patronymic: null } };
  const answers = {
    'GET /api/lessons/of-call/lesson/absent': [
      { ...dina, profile_id: 'profile-dina' },
      { ...oleg, profile_id: null },
    ],
    'POST /api/calls/lesson/rings': undefined,
  };

  it('is listed for the teacher, who rings whom a profile can be rung by', async () => {
    const { user, server } = await look([anna, misha], { may: MAY_ALL, answers });
    await user.click(await screen.findByRole('button', { name: 'Позвать: Яковлева Дина' }));
    expect(server.done).toEqual([
      { what: 'POST /api/calls/lesson/rings', body: { profile_id: 'profile-dina' } },
    ]);
    expect(namesIn('Не пришли')[1]).toBe('Юдин Олегпрофиль не подключён');
  });

  it('is told to nobody else, nor of another call', async () => {
    await look([misha, anna], { answers });
    expect(screen.queryByRole('region', { name: 'Не пришли' })).toBeNull();
  });
});

it('says in what capacity somebody is there', async () => {
  const badge = { role: 'guardian', school: '405', detail: 'Михаил' } as never;
  await look([anna, participant('vera', { name: 'Вера Соколова', badges: [badge] })]);
  expect(namesIn('В звонке')[1]).toContain('родитель: Михаил');
});

describe('the lobby', () => {
  const waiting = [knock('Дина'), knock('Олег', { is_guest: true, at: '2026-11-23T09:00:30Z' })];

  it('names who came first in front, and lets them in one by one or all at once', async () => {
    const { user, server } = await look([anna], { may: MAY_ALL, knocks: waiting });
    expect(screen.getByRole('heading', { name: 'Просят впустить 2 человека' })).toBeTruthy();
    expect(namesIn('Просят впустить')[0]).toMatch(/^Олеггость/);
    await user.click(button('Впустить: Дина'));
    await user.click(button('Отказать: Олег'));
    await user.click(button('Впустить всех'));
    expect(server.done.map(({ what }) => what)).toEqual([
      'POST /api/calls/lesson/knocks/%D0%94%D0%B8%D0%BD%D0%B0/admit',
      'POST /api/calls/lesson/knocks/%D0%9E%D0%BB%D0%B5%D0%B3/refuse',
      'POST /api/calls/lesson/knocks/admit-all',
    ]);
  });

  it('is not shown to who may not let in', async () => {
    await look([petya, anna]);
    expect(screen.queryByRole('region', { name: 'Просят впустить' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Выключить микрофоны всем' })).toBeNull();
  });
});

describe('everybody', () => {
  it('is found by the beginning of a name once there are many', async () => {
    const class7b = Array.from({ length: 8 }, (_, at) =>
      participant(`pupil-${at}`, { name: `Ученик ${at}` }),
    );
    const { user } = await look([anna, misha, ...class7b]);
    await user.type(screen.getByRole('searchbox'), 'ким');
    expect(namesIn('В звонке')).toEqual([expect.stringContaining('Миша Ким')]);
    await user.type(screen.getByRole('searchbox'), 'х');
    expect(screen.getByText('Никого не нашлось')).toBeTruthy();
  });

  it('is told apart: oneself, who leads, guests, and whose rights differ', async () => {
    const guest = participant('guest', { name: 'Пётр', is_guest: true, exceptions: { screen: true } });
    await look([anna, guest], { may: MAY_ALL });
    const rows = namesIn('В звонке');
    expect(rows[0]).toContain('Вы · администратор звонка');
    expect(rows[1]).toContain('гость · особые доступы');
  });

  it('is sent out only after a question', async () => {
    const { user, server } = await look([anna, petya], { may: MAY_ALL });
    const remove = async () => {
      await user.click(button('Действия: Пётр Воронов'));
      await user.click(screen.getByRole('menuitem', { name: 'Удалить из звонка' }));
    };
    await remove();
    await user.click(await screen.findByRole('button', { name: 'Отмена' }));
    expect(server.done).toEqual([]);
    await remove();
    await user.click(await screen.findByRole('button', { name: 'Удалить из звонка' }));
    await waitFor(() =>
      expect(server.done.map(({ what }) => what)).toEqual(['DELETE /api/calls/lesson/participants/petya']),
    );
  });

  it('is kept out by one press, which then lets in again', async () => {
    const { user, server, tell } = await look([anna], { may: MAY_ALL });
    await user.click(button('Закрыть вход'));
    expect(server.done).toEqual([{ what: 'PUT /api/calls/lesson/settings', body: { is_locked: true } }]);
    tell({ kind: 'call', value: lesson({ is_locked: true }) });
    expect(button('Открыть вход').getAttribute('aria-pressed')).toBe('true');
  });
});

it('says in words why something was refused', async () => {
  const { user } = await look([anna, misha], {
    may: MAY_ALL,
    answers: { 'POST /api/calls/lesson/mute-all': errorResponse(403, 'forbidden') },
  });
  await user.click(button('Выключить микрофоны всем'));
  expect(await screen.findByText('У вас нет прав на это действие.')).toBeTruthy();
});

it('mutes all until they are let speak again, which can be undone at once', async () => {
  const { user, server, tell } = await look([anna, misha], { may: MAY_ALL });
  await user.click(button('Выключить микрофоны всем'));
  expect(await screen.findByText(/пока вы не разрешите/)).toBeTruthy();
  await user.click(button('Отменить'));
  const RIGHTS = { what: 'PUT /api/calls/lesson/rights', body: { microphone: true } };
  await waitFor(() => expect(server.done.at(-1)).toEqual(RIGHTS));
  tell({ kind: 'call', value: lesson({ rights: { ...lesson().rights, microphone: false } }) });
  expect(screen.queryByRole('button', { name: 'Выключить микрофоны всем' })).toBeNull();
  await user.click(button('Разрешить говорить всем'));
  await waitFor(() => expect(server.done).toHaveLength(3));
  expect(server.done.at(-1)).toEqual(RIGHTS);
});

it('lets back in who was removed', async () => {
  const { user, server, tell } = await look([anna, { ...misha, state: 'removed' }], { may: MAY_ALL });
  expect(namesIn('Удалённые')).toHaveLength(1);
  await user.click(button('Разрешить вернуться: Миша Ким'));
  expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/participants/misha/forgive']);
  tell({ kind: 'participant', value: { ...misha, state: 'left' } });
  expect(screen.queryByRole('region', { name: 'Удалённые' })).toBeNull();
});

it('asks once however often one presses', async () => {
  const { user, server } = await look([anna, misha], {
    may: MAY_ALL,
    answers: { 'POST /api/calls/lesson/mute-all': silence },
  });
  await user.dblClick(button('Выключить микрофоны всем'));
  expect(server.done).toHaveLength(1);
});
