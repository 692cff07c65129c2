import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { schoolTime, timeOfDay } from './time';

beforeAll(startTestTexts);

const AT = '2026-11-30T01:30:00Z';
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

it('is by the clock of the school, and says so where the device has another', () => {
  const elsewhere = here === 'Asia/Vladivostok' ? 'Europe/Moscow' : 'Asia/Vladivostok';
  expect(schoolTime(AT, elsewhere)).toBe(`${timeOfDay(AT, elsewhere)} по времени школы`);
  expect(schoolTime(AT, here)).toBe(timeOfDay(AT));
});
