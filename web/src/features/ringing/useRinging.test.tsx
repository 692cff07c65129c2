import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSync } from '@/data/messenger/SyncProvider';
import { learnServerTime, resetClock } from '@/shared/clock';
import { RING } from '@/shared/testing/ring';
import { show } from '@/shared/testing/screen';
import { openMessenger } from '@/shared/testing/sync';
import { useRinging } from './useRinging';

beforeEach(() => {
  // A browser without a user gesture stays silent.
  const Silent = class {
    readonly state = 'suspended';
    readonly close = async () => undefined;
  };
  vi.stubGlobal('AudioContext', Silent);
});
afterEach(() => {
  resetClock();
  vi.useRealTimers();
});

const SERVER = Date.parse(RING.at) + 1_000;
const nothing = () => undefined;

function Phone() {
  return <p>{useRinging(useSync(), nothing) ? 'rings' : 'is silent'}</p>;
}

it.each([-10, 0, 2, 60])('rings by a clock that is %i minutes fast, and stops in time', async (minutes) => {
  const messenger = await openMessenger([]);
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: SERVER + minutes * 60_000 });
  learnServerTime(new Date(SERVER).toUTCString(), Date.now());
  show(messenger.around(<Phone />));
  act(() => messenger.publish('profile:misha', { kind: 'ring', value: RING }));
  expect(screen.getByText('rings')).toBeTruthy();
  act(() => vi.advanceTimersByTime(51_000));
  expect(screen.getByText('is silent')).toBeTruthy();
});
