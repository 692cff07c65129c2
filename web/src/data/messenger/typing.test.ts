import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { Typing } from './typing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  let shown: readonly string[] = [];
  const typing = new Typing((typists) => {
    shown = [...(typists.get('class')?.keys() ?? [])];
  });
  onTestFinished(() => typing.stop());
  return { typing, shown: () => shown };
}

it('reports that I am typing once in three seconds, for each chat', () => {
  const { typing } = open();
  expect(typing.shouldSend('class')).toBe(true);
  expect(typing.shouldSend('class')).toBe(false);
  expect(typing.shouldSend('dialog')).toBe(true);
  vi.advanceTimersByTime(3_000);
  expect(typing.shouldSend('class')).toBe(true);
});

it('shows who is typing until they have sent it, or for six seconds after their last key', () => {
  const { typing, shown } = open();
  typing.onTyping('class', 'anna');
  typing.onTyping('class', 'lena');
  expect(shown()).toEqual(['anna', 'lena']);
  typing.stopped('class', 'anna');
  expect(shown()).toEqual(['lena']);
  vi.advanceTimersByTime(4_000);
  typing.onTyping('class', 'lena');
  vi.advanceTimersByTime(4_000);
  expect(shown()).toEqual(['lena']);
  vi.advanceTimersByTime(4_000);
  expect(shown()).toEqual([]);
});
