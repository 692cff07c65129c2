import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from '@/shared/testing/browser';
import { anna, lesson, MAY_ALL, participant } from '@/shared/testing/call';
import { sitAtDesktop } from '@/shared/testing/screen';
import { silence } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { knock, sitInCall } from '../testing';
import { CallMini } from './CallMini';
import { CallStage } from './CallStage';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

const misha = participant('misha', { name: 'Миша Ким' });

/** Render the whole screen of a call. */
async function look(...call: Parameters<typeof sitInCall>) {
  const seat = await sitInCall(...call);
  const onLeft = vi.fn();
  const shown = seat.show(
    <CallStage session={seat.session} chat={<p>переписка</p>} onMinimise={() => undefined} onLeft={onLeft} />,
  );
  return { ...seat, ...shown, onLeft };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const isOn = (name: string) => document.querySelector(`[data-control="${name}"]`)?.getAttribute('data-on');

describe('by keyboard', () => {
  it('M, V and H switch microphone, camera and hand, whatever layout is on', async () => {
    const { user, server } = await look([misha, anna]);
    await user.keyboard('[KeyM]');
    await waitFor(() => expect(isOn('microphone')).toBe('true'));
    await user.keyboard('[KeyV]');
    await waitFor(() => expect(isOn('camera')).toBe('true'));
    await user.keyboard('[KeyH]');
    expect(server.done).toEqual([{ what: 'PUT /api/calls/lesson/hand', body: { is_raised: true } }]);
  });

  it('the space bar speaks while it is held', async () => {
    const { user } = await look([misha, anna]);
    await user.keyboard('[Space>]');
    await waitFor(() => expect(isOn('microphone')).toBe('true'));
    await user.keyboard('[/Space]');
    await waitFor(() => expect(isOn('microphone')).toBe('false'));
  });

  it('Escape closes a panel and gives the focus back; never does it leave the call', async () => {
    const { user, session } = await look([misha, anna]);
    const settings = button(/^Открыть настройки/);
    await user.click(settings);
    expect(screen.getByRole('region', { name: 'Настройки' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Настройки' })).toBeNull();
    expect(document.activeElement).toBe(settings);
    await user.keyboard('{Escape}');
    expect(session.snapshot.phase).toBe('connected');
  });
});

it('takes down the hand of who was given the floor and speaks', async () => {
  const rights = { ...misha.rights, microphone: false };
  const [raised, lowered] = ['2026-11-23T09:02:00Z', null];
  const { user, tell, room, server } = await look([participant('misha', { rights, hand_raised_at: raised })]);
  tell({ kind: 'participant', value: { ...misha, hand_raised_at: raised } });
  await user.keyboard('[KeyM]');
  await waitFor(() => expect(isOn('microphone')).toBe('true'));
  expect(server.done).toEqual([]);
  act(() => room.speak('misha:tablet'));
  const down = { what: 'PUT /api/calls/lesson/hand', body: { is_raised: false } };
  await waitFor(() => expect(server.done).toEqual([down]));
  tell({ kind: 'participant', value: { ...misha, hand_raised_at: lowered } });
  act(() => room.speak());
  act(() => room.speak('misha:tablet'));
  expect(server.done).toEqual([down]);
});

describe('what is not allowed', () => {
  it('says in words who has forbidden it, by a press or its key', async () => {
    fakeBrowser();
    const { user, tell, server } = await look([misha, anna]);
    await user.click(button(/^Экран: администратор звонка не разрешил/));
    expect(
      await screen.findByText('Показывать экран сейчас могут только администратор звонка и помощники.'),
    ).toBeTruthy();
    const rights = { ...misha.rights, camera: false };
    tell({ kind: 'participant', value: { ...misha, rights, exceptions: { camera: false } } });
    await user.keyboard('[KeyV]');
    expect(await screen.findByText('Администратор звонка выключил вам камеру.')).toBeTruthy();
    expect(isOn('camera')).toBe('false');
    expect(server.done).toEqual([]);
  });
});

it('says in the settings which keys there are', async () => {
  const { user } = await look([misha, anna]);
  await user.click(button(/^Открыть настройки/));
  expect(screen.getByText(/M — микрофон, V — камера, H — рука/)).toBeTruthy();
});

describe('the way out', () => {
  it('is one press for who does not lead', async () => {
    const { user, server, onLeft } = await look([misha, anna]);
    await user.click(button('Выйти из звонка'));
    await waitFor(() => expect(onLeft).toHaveBeenCalledWith('left'));
    expect(server.done).toEqual([{ what: 'POST /api/calls/lesson/leave', body: { device: 'tablet' } }]);
  });

  it('is a choice for who leads: leave it to the others, or end it for all after a question', async () => {
    const { user, server, onLeft } = await look([anna, misha], { may: MAY_ALL });
    await user.click(button('Выйти из звонка'));
    const menu = screen.getByRole('menu', { name: 'Выйти' });
    await user.click(within(menu).getByRole('menuitem', { name: 'Завершить звонок для всех' }));
    await user.click(await screen.findByRole('button', { name: 'Завершить' }));
    await waitFor(() => expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/end']));
    expect(onLeft).not.toHaveBeenCalled();
  });

  it('has three ends of a lesson, told apart; the lesson is ended after a question', async () => {
    const { user, server } = await look([anna, misha], { may: MAY_ALL });
    await user.click(button('Выйти из звонка'));
    const ends = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
    expect(ends).toEqual(['Выйти ненадолго', 'Завершить звонок для всех', 'Завершить звонок и занятие…']);
    await user.click(screen.getByRole('menuitem', { name: 'Завершить звонок и занятие…' }));
    expect(server.done).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Завершить занятие' }));
    await waitFor(() =>
      expect(server.done.map(({ what }) => what)).toEqual(['POST /api/lessons/of-call/lesson/end']),
    );
  });

  it('is one press in a call of two, which ends with it', async () => {
    const call = lesson({ is_lesson: false, is_dialog: true });
    const { user, server } = await look([anna, misha], { may: MAY_ALL, call });
    await user.click(button('Выйти из звонка'));
    await waitFor(() =>
      expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/leave']),
    );
  });

  it('is taken by everybody when the call is ended for all', async () => {
    const { tell, onLeft } = await look([misha, anna]);
    tell({ kind: 'call', value: lesson({ state: 'ended', end_reason: 'ended' }) });
    await waitFor(() => expect(onLeft).toHaveBeenCalledWith('ended'));
  });
});

describe('at the door', () => {
  it('a guest is marked as one, and is refused from the head of the call, too', async () => {
    const { user, server } = await look([anna], {
      may: MAY_ALL,
      knocks: [knock('dina', { name: 'Дина', is_guest: true })],
    });
    expect(screen.getByText('Дина · гость просит впустить')).toBeTruthy();
    await user.click(button('Отказать'));
    expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/knocks/dina/refuse']);
  });

  it('one who asks is let in from the head of the call', async () => {
    const { user, server } = await look([anna], {
      may: MAY_ALL,
      knocks: [knock('dina', { name: 'Дина' })],
      answers: { 'POST /api/calls/lesson/knocks/dina/admit': silence },
    });
    expect(screen.getByText('Дина просит впустить')).toBeTruthy();
    await user.dblClick(button('Впустить'));
    expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/knocks/dina/admit']);
  });

  it.each([
    [2, 'Просят впустить 2 человека'],
    [21, 'Просит впустить 21 человек'],
  ])('%i who ask are counted, and looked at', async (count, words) => {
    const knocks = Array.from({ length: count }, (_, at) => knock(`guest-${at}`));
    const { user } = await look([anna], { may: MAY_ALL, knocks });
    expect(screen.getByText(words)).toBeTruthy();
    await user.click(button('Посмотреть'));
    expect(screen.getByRole('region', { name: 'Участники' })).toBeTruthy();
  });
});

describe('what is told', () => {
  it('is shown for a moment when it concerns oneself', async () => {
    const { tell } = await look([misha, anna]);
    const rights = { ...misha.rights, camera: false };
    tell({ kind: 'participant', value: { ...misha, rights, exceptions: { camera: false } } });
    expect(screen.getByText('Администратор звонка выключил вашу камеру')).toBeTruthy();
    expect(button(/^Камера: администратор звонка не разрешил/)).toBeTruthy();
  });

  it('lets who was muted speak again by one press where the lesson allows it', async () => {
    const { user, server, tell } = await look([misha, anna]);
    const rights = { ...misha.rights, microphone: false };
    tell({ kind: 'participant', value: { ...misha, rights, exceptions: { microphone: false } } });
    await user.click(button(/^Включить микрофон/));
    expect(server.done).toEqual([
      { what: 'PUT /api/calls/lesson/participants/misha/rights', body: { microphone: null } },
    ]);
  });
});

describe('a tile that cannot be shown', () => {
  const broken = participant('misha', { name: null as never });
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

  it.each(['grid', 'speaker'] as const)('leaves the others and the controls: %s', async (mode) => {
    const { session, user } = await look([anna, broken]);
    act(() => session.look({ mode }));
    expect(screen.getByText('Не удалось показать.')).toBeTruthy();
    expect(document.querySelector('[data-person="anna"]')).toBeTruthy();
    await user.keyboard('[KeyM]');
    await waitFor(() => expect(isOn('microphone')).toBe('true'));
  });

  it('leaves the mini window', async () => {
    const { session, show } = await sitInCall([anna, broken]);
    show(<CallMini session={session} onExpand={() => undefined} onLeft={() => undefined} />);
    expect(screen.getByText('Не удалось показать.')).toBeTruthy();
    expect(button('Развернуть')).toBeTruthy();
  });
});
