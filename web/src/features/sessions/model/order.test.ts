import { expect, it } from 'vitest';
import type { SessionRead } from '@/shared/api/schema';
import { inOrder, isCarried } from './order';

const session = (id: string, seen_at: string, is_current = false): SessionRead => ({
  id,
  device: 'Chrome, Windows',
  signed_in_at: '2026-09-01T08:00:00Z',
  seen_at,
  location: null,
  is_current,
});

it('puts this device first and the others by last use', () => {
  const school = session('school', '2026-11-20T08:00:00Z');
  const home = session('home', '2026-11-22T18:00:00Z');
  const here = session('here', '2026-11-01T08:00:00Z', true);
  expect(inOrder([school, home, here]).map(({ id }) => id)).toEqual(['here', 'home', 'school']);
});

it.each([
  ['Chrome, Android', true],
  ['Safari, iPhone', true],
  ['Firefox, Windows', false],
  ['Safari, macOS', false],
])('takes «%s» for carried about: %s', (device, isSo) => {
  expect(isCarried(device)).toBe(isSo);
});
