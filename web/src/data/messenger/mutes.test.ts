import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { message, view } from '@/shared/testing/chat';
import { openMessenger } from '@/shared/testing/sync';
import { useChat, useChatSummary, useUnreadTotal } from './hooks';

afterEach(() => vi.useRealTimers());

it('shows and counts a chat again when its mute ends', async () => {
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout'],
    now: Date.parse('2026-11-30T08:00:00Z'),
  });
  const muted = view(3, message(3), { muted_until: '2026-11-30T09:00:00Z' });
  const { around } = await openMessenger([muted]);
  const { result } = renderHook(
    () => [useChat('class')?.isMuted, useChatSummary('class')?.isMuted, useUnreadTotal()],
    { wrapper: ({ children }) => around(children) },
  );
  expect(result.current).toEqual([true, true, 0]);
  act(() => void vi.advanceTimersByTime(3_601_000));
  expect(result.current).toEqual([false, false, 3]);
});
