import { screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { RemoteLessonRead } from '@/shared/api/schema';
import { learnServerTime, resetClock } from '@/shared/clock';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { WayIn } from './WayIn';

beforeAll(startTestTexts);
afterEach(() => {
  resetClock();
  vi.useRealTimers();
});

const SERVER = Date.parse('2026-11-30T08:00:00Z');
const remote = {
  id: 'algebra',
  state: 'published',
  opens_at: new Date(SERVER - 5 * 60_000).toISOString(),
} as RemoteLessonRead;

it.each([-10, 0, 10])('offers an open lesson by a clock that is %i minutes fast', (minutes) => {
  vi.useFakeTimers({ toFake: ['Date'], now: SERVER + minutes * 60_000 });
  learnServerTime(new Date(SERVER).toUTCString(), Date.now());
  show(<WayIn zone="Europe/Moscow" isTeacher={false} linked={{ profileId: 'misha' }} remote={remote} />);
  expect(screen.getByRole('link').getAttribute('href')).toBe('/lesson/algebra?profile=misha');
});
