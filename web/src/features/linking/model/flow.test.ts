import { expect, it } from 'vitest';
import type { Intent } from '@/shared/api/schema';
import { placeOf, progressOf, stopOf } from './flow';

const name = { last_name: 'Ким', first_name: 'Вера', patronymic: null };
const profile = { name, phone: '+7 900 •••-••-00' };
const account = { name, login: 'vera.kim', school: 'Школа № 7', roles: ['guardian'], class_title: null };
const intent = (part: Partial<Intent>): Intent => ({
  id: '0198',
  side: 'messenger',
  state: 'open',
  provider: null,
  expires_at: '2026-11-23T10:10:00Z',
  go_to: '/',
  profile: null,
  account: null,
  differences: [],
  refusal: null,
  foreign_browser: false,
  ...part,
});

it.each([
  ['nobody is signed in to the journal', { profile }, 'account', false, 'sign_in'],
  ['somebody was signed in before', { profile }, 'account', true, 'confirm_who'],
  ['both sides are there', { profile, account }, 'account', true, 'review'],
  ['the journal was left meanwhile', { profile, account }, 'account', false, 'sign_in'],
  ['nobody is signed in to a profile', { account }, 'profile', false, 'sign_in'],
  ['a profile was signed in before', { account }, 'profile', true, 'confirm_who'],
  ['both sides are there', { profile, account }, 'profile', true, 'review'],
] as const)('where %s (%o, %s side, signed in %s) stops to %s', (_where, part, side, isSignedIn, stop) => {
  expect(stopOf(intent(part), side, isSignedIn)).toBe(stop);
});

it('counts the steps through from the region to the review', () => {
  expect(placeOf('region')).toMatchObject({ current: 0 });
  expect(progressOf('account', 'sign_in')).toMatchObject({ current: 3 });
  expect(progressOf('account', 'review')).toMatchObject({ current: 4 });
  expect(progressOf('profile', 'confirm_who')).toMatchObject({ current: 0 });
  expect(progressOf('profile', 'review')).toMatchObject({ current: 1 });
});
