import { expect, test } from 'vitest';
import { faultOf, momentOf, offeredTime } from './plan';

const NOW = new Date('2026-11-23T13:50').getTime();

test('the offered time is a full hour that is not just now', () => {
  expect(offeredTime(NOW)).toEqual({ date: '2026-11-23', time: '15:00' });
  expect(momentOf(offeredTime(NOW))).toEqual(new Date('2026-11-23T15:00'));
});

test.each([
  [{ date: '', time: '15:00' }, 'missing'],
  [{ date: '2026-11-23', time: '' }, 'missing'],
  [{ date: '2026-11-23', time: '13:49' }, 'past'],
  [{ date: '2026-11-23', time: '14:10' }, undefined],
])('%o is %s', (chosen, fault) => {
  expect(faultOf(chosen, NOW)).toBe(fault);
});
