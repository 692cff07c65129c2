import { afterEach, expect, it, vi } from 'vitest';
import { api } from './api/client';
import { learnServerTime, resetClock, serverNow } from './clock';
import { network } from './testing/server';

afterEach(() => {
  resetClock();
  vi.useRealTimers();
});

const MINUTE = 60_000;
/** The device's clock when the server has ten o'clock. */
function deviceIs(minutes: number): number {
  const server = Date.parse('2026-11-30T10:00:00Z');
  vi.useFakeTimers({ toFake: ['Date'], now: server + minutes * MINUTE });
  return server;
}

it.each([2, -10, 0, 60 * 24])(
  "tells the server's time by a clock that is %i minutes fast",
  async (minutes) => {
    const server = deviceIs(minutes);
    vi.spyOn(network, 'answer').mockImplementation(async () =>
      Response.json([], { headers: { Date: new Date(server).toUTCString() } }),
    );
    await api.GET('/api/id/sessions');
    expect(Math.abs(serverNow() - server)).toBeLessThan(2_000);
  },
);

it('follows a clock that is put right', () => {
  const server = deviceIs(10);
  learnServerTime(new Date(server).toUTCString(), Date.now());
  vi.setSystemTime(server + MINUTE);
  learnServerTime(new Date(server + MINUTE).toUTCString(), Date.now());
  expect(Math.abs(serverNow() - server - MINUTE)).toBeLessThan(2_000);
});

it('learns nothing from an answer without a time, or of which nobody knows when it was written', () => {
  const server = deviceIs(0);
  learnServerTime(null, Date.now());
  learnServerTime(new Date(server - 60 * MINUTE).toUTCString(), Date.now() - MINUTE);
  expect(serverNow()).toBe(server);
});
