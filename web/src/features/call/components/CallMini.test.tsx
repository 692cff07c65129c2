import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { anna, MAY_ALL, participant } from '@/shared/testing/call';
import { startTestTexts } from '@/shared/testing/texts';
import { knock, sitInCall } from '../testing';
import { CallMini } from './CallMini';

beforeAll(startTestTexts);

const misha = participant('misha', { name: 'Миша Ким' });

const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the small window', () => {
  it('has microphone, camera, the way back and the way out', async () => {
    const { session, show, server } = await sitInCall([misha, anna]);
    const [onExpand, onLeft] = [vi.fn(), vi.fn()];
    const { user } = show(<CallMini session={session} onExpand={onExpand} onLeft={onLeft} />);
    expect(screen.getByRole('region', { name: 'Звонок: История, 7Б' })).toBeTruthy();
    await user.click(button('Включить микрофон'));
    expect(await screen.findByRole('button', { name: 'Выключить микрофон' })).toBeTruthy();
    await user.click(button('Развернуть'));
    expect(onExpand).toHaveBeenCalledOnce();
    await user.click(button('Выйти из звонка'));
    await waitFor(() => expect(onLeft).toHaveBeenCalledWith('left'));
    expect(server.done.map(({ what }) => what)).toEqual(['POST /api/calls/lesson/leave']);
  });

  it('shows for a moment what concerns the person', async () => {
    const { session, show } = await sitInCall([misha, anna]);
    show(<CallMini session={session} onExpand={() => undefined} onLeft={() => undefined} />);
    const values = { name: 'Анна Сергеевна', words: 'Откройте учебник' };
    act(() => session.announce({ key: 'call.wrote', values, isLoud: true }));
    expect(screen.getByText('Анна Сергеевна: Откройте учебник')).toBeTruthy();
  });

  it('says why a device stays off', async () => {
    const rights = { ...misha.rights, camera: false };
    const { session, show } = await sitInCall([
      participant('misha', { rights, exceptions: { camera: false } }),
    ]);
    const { user } = show(<CallMini session={session} onExpand={() => undefined} onLeft={() => undefined} />);
    await user.click(button('Камера: администратор звонка не разрешил'));
    expect(await screen.findByText('Администратор звонка выключил вам камеру.')).toBeTruthy();
  });

  it('lets who was muted speak again, as the whole screen does', async () => {
    const muted = { rights: { ...misha.rights, microphone: false }, exceptions: { microphone: false } };
    const { session, show, server } = await sitInCall([participant('misha', muted), anna]);
    const { user } = show(<CallMini session={session} onExpand={() => undefined} onLeft={() => undefined} />);
    await user.click(button('Включить микрофон'));
    expect(server.done.map(({ body }) => body)).toEqual([{ microphone: null }]);
  });

  it('counts what waits for who leads: raised hands and who is at the door', async () => {
    const hand = { hand_raised_at: '2026-11-23T09:02:00Z' };
    const people = [anna, participant('misha', hand)];
    const { session, show } = await sitInCall(people, { may: MAY_ALL, knocks: [knock('Ольга')] });
    show(<CallMini session={session} onExpand={() => undefined} onLeft={() => undefined} />);
    expect(button('Развернуть, ждут внимания: 2')).toBeTruthy();
  });
});
