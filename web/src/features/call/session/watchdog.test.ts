import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { arrivedBy, watchMedia } from './watchdog';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells that nothing arrives any more, and that it does again', async () => {
  let arrived: number | undefined = 1;
  const told: boolean[] = [];
  const stop = watchMedia(
    async () => arrived,
    (isSilent) => told.push(isSilent),
  );
  await vi.advanceTimersByTimeAsync(12_000);
  expect(told).toEqual([true]);
  arrived = 2;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual([true, false]);
  arrived = undefined;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toEqual([true, false]);
  stop();
});

it('counts what came by the pair that carries, and knows where there is none', () => {
  const pair = (nominated: boolean) => ({
    type: 'candidate-pair',
    nominated,
    bytesReceived: 10,
    responsesReceived: 2,
  });
  const report = (ones: object[]) => new Map(ones.entries()) as unknown as RTCStatsReport;
  expect(arrivedBy(report([pair(true), pair(false), { type: 'codec' }]))).toBe(12);
  expect(arrivedBy(report([{ type: 'codec' }]))).toBeUndefined();
});
