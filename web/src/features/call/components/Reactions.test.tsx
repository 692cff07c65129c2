import { act, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { anna, participant } from '@/shared/testing/call';
import { sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { onAnnounce } from '@/shared/ui/announce';
import { SHOWN_MS } from '../model/reactions';
import { sitInCall } from '../testing';
import { CallStage } from './CallStage';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

const misha = participant('misha', { name: 'Миша Ким' });

async function look(people = [misha, anna]) {
  const seat = await sitInCall(people);
  const shown = seat.show(<CallStage session={seat.session} onLeft={() => undefined} />);
  return { ...seat, ...shown };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const onTile = (id: string) => document.querySelector(`[data-person="${id}"] [data-reactions]`)?.textContent;
const shownAnywhere = () => document.querySelectorAll('[data-reactions]').length;

describe('sending', () => {
  it('is one of six, as often as one likes, by mouse or arrows, until Escape', async () => {
    const { user, server } = await look();
    await user.click(button(/^Отправить реакцию/));
    const picker = screen.getByRole('menu', { name: 'Реакции' });
    expect(within(picker).getAllByRole('menuitem')).toHaveLength(6);
    await user.click(within(picker).getByRole('menuitem', { name: 'Аплодисменты' }));
    await user.keyboard('{ArrowRight}{Enter}');
    expect(server.done).toEqual([
      { what: 'POST /api/calls/lesson/reactions', body: { reaction: '👏' } },
      { what: 'POST /api/calls/lesson/reactions', body: { reaction: '❤️' } },
    ]);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button(/^Отправить реакцию/));
  });

  it('closes by its button, and by a press elsewhere', async () => {
    const { user } = await look();
    for (const elsewhere of [/^Закрыть реакции/, /^Поднять руку/]) {
      await user.click(button(/^Отправить реакцию/));
      await user.click(button(elsewhere));
      expect(screen.queryByRole('menu')).toBeNull();
    }
  });

  it('says why it is not possible, and ends at once where it is forbidden', async () => {
    const { user, server, tell } = await look();
    await user.click(button(/^Отправить реакцию/));
    const rights = { ...misha.rights, reactions: false };
    tell({ kind: 'participant', value: { ...misha, rights, exceptions: { reactions: false } } });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(screen.getByText('Администратор звонка отключил вам реакции')).toBeTruthy();
    await user.click(button(/^Реакции: администратор звонка не разрешил/));
    expect(await screen.findByText('Администратор звонка отключил вам реакции.')).toBeTruthy();
    expect(server.done).toEqual([]);
  });
});

describe('seeing', () => {
  it('is for a moment over the tile of who sent it, one’s own too', async () => {
    const { react } = await look([misha, anna, participant('lena')]);
    vi.useFakeTimers();
    react(['anna', '👏'], ['misha', '😂'], ['anna', '🎉']);
    expect(onTile('anna')).toBe('👏🎉');
    expect(onTile('misha')).toBe('😂');
    expect(onTile('lena')).toBeUndefined();
    act(() => vi.advanceTimersByTime(SHOWN_MS + 100));
    expect(shownAnywhere()).toBe(0);
  });

  it('is with a name at the edge where the tile is on another page', async () => {
    const others = Array.from({ length: 40 }, (_, at) =>
      participant(`s${at}`, { name: `Ученик ${at}`, joined_at: `2026-11-23T09:${at + 10}:00Z` }),
    );
    const { react } = await look([misha, anna, ...others]);
    react(['s39', '👍'], ['s0', '😮']);
    expect(screen.getByText('Ученик 39').parentElement?.textContent).toBe('👍Ученик 39');
    expect(onTile('s0')).toBe('😮');
    expect(shownAnywhere()).toBe(2);
  });

  it('is told to screen readers together', async () => {
    const { react } = await look();
    const said: string[] = [];
    const stop = onAnnounce((words) => said.push(words));
    vi.useFakeTimers();
    react(['anna', '👏']);
    react(['anna', '🎉'], ['misha', '👍']);
    act(() => vi.advanceTimersByTime(3_000));
    expect(said).toEqual(['Реакции: Анна Сергеевна 👏, Анна Сергеевна 🎉']);
    stop();
  });

  it('is not for who does not want it, also in the next call', async () => {
    const { user, react, leave, session } = await look();
    react(['anna', '👏']);
    await user.click(button(/^Открыть настройки/));
    await user.click(screen.getByRole('switch', { name: 'Показывать реакции' }));
    expect(shownAnywhere()).toBe(0);
    react(['anna', '👏']);
    expect(shownAnywhere()).toBe(0);
    leave();
    session.finish('left');
    const next = await look();
    next.react(['anna', '👏']);
    expect(shownAnywhere()).toBe(0);
  });
});
