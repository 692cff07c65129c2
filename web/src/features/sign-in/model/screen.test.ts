import { expect, it } from 'vitest';
import { type Choices, STEPS, screenOf, stepOf } from './screen';

const begun: Choices = { hasBegun: true, isCorrecting: false, wantsPassword: false, page: 'details' };

it.each([
  ['phone', { hasBegun: false }, 'start'],
  ['code', { hasBegun: false }, 'start'],
  ['phone', {}, 'phone'],
  ['phone', { wantsPassword: true }, 'phone'],
  ['code', {}, 'code'],
  ['code', { isCorrecting: true }, 'phone'],
  ['code', { wantsPassword: true }, 'password'],
  ['profile', {}, 'details'],
  ['profile', { wantsPassword: true }, 'details'],
  ['profile', { page: 'check' }, 'check'],
  ['profile', { page: 'check', isCorrecting: true }, 'phone'],
  ['done', { hasBegun: false }, 'done'],
] as const)('at %s with %o shows %s', (step, choices, screen) => {
  expect(screenOf(step, { ...begun, ...choices })).toBe(screen);
});

it.each([
  ['start', undefined],
  ['phone', 0],
  ['code', 1],
  ['password', 1],
  ['details', 2],
  ['check', 3],
  ['done', undefined],
] as const)('counts %s of creating a profile as step %s', (screen, index) => {
  expect(stepOf(screen, 'create')).toBe(index);
  expect(STEPS).toHaveLength(4);
});

it.each([
  ['phone', undefined],
  ['code', undefined],
  ['password', undefined],
  ['details', 2],
  ['check', 3],
] as const)('counts nothing of a sign-in but what a new person goes on with: %s', (screen, index) => {
  expect(stepOf(screen, 'enter')).toBe(index);
});
