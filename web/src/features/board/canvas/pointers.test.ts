import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pointers } from './pointers';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  let names: (string | null | undefined)[] = [];
  const pointers = new Pointers({
    updateScene: ({ collaborators }) => {
      names = [...(collaborators?.values() ?? [])].map(({ username }) => username);
    },
  });
  return { pointers, names: () => names };
}

it('forgets a pointer that does not move, though no other moves either', () => {
  const { pointers, names } = open();
  pointers.set('a', { name: 'Лена', x: 0, y: 0 });
  vi.advanceTimersByTime(20_000);
  pointers.set('b', { name: 'Миша', x: 0, y: 0 });
  vi.advanceTimersByTime(15_000);
  expect(names()).toEqual(['Миша']);
  vi.advanceTimersByTime(30_000);
  expect(names()).toEqual([]);
});

it('forgets all when the connection is lost', () => {
  const { pointers, names } = open();
  pointers.set('a', { name: 'Лена', x: 0, y: 0 });
  pointers.clear();
  expect(names()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
