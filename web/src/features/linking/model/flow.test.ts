import { expect, it } from 'vitest';
import type { LinkRequestRead } from '@/shared/api/schema';
import { placeOf, progressOf, providerToAskAgain, stopOf } from './flow';

const name = { last_name: 'Ким', first_name: 'Вера', patronymic: null };
const profile = { name, phone: '+7 900 •••-••-00' };
const account = {
  name,
  login: 'vera.kim',
  school: 'Школа № 7',
  roles: ['guardian' as const],
  class_title: null,
  birth_on: null,
  sex: null,
};
const request = (part: Partial<LinkRequestRead>): LinkRequestRead => ({
  id: '0198',
  side: 'messenger',
  state: 'open',
  provider: null,
  expires_at: '2026-11-23T10:10:00Z',
  next_url: '/',
  return_to: null,
  profile: null,
  account: null,
  mismatches: [],
  refusal: null,
  reasons: [],
  foreign_browser: false,
  ...part,
});

it.each([
  ['nobody is signed in to the journal', { profile }, 'account', null, 'sign_in'],
  ['somebody was signed in before', { profile }, 'account', 'vera.kim', 'confirm_who'],
  ['both sides are there', { profile, account }, 'account', 'vera.kim', 'review'],
  ['somebody else signed in meanwhile', { profile, account }, 'account', 'igor', 'confirm_who'],
  ['the journal was left meanwhile', { profile, account }, 'account', null, 'sign_in'],
  ['nobody is signed in to a profile', { account }, 'profile', null, 'sign_in'],
  ['a profile was signed in before', { account }, 'profile', profile.phone, 'confirm_who'],
  ['both sides are there', { profile, account }, 'profile', profile.phone, 'review'],
] as const)('where %s (%o, %s side, signed in as %s) stops to %s', (_where, part, side, signedAs, stop) => {
  expect(stopOf(request(part), side, signedAs)).toBe(stop);
});

it('counts the steps through from the region to the review', () => {
  expect(placeOf('region')).toMatchObject({ current: 0 });
  expect(progressOf('account', 'sign_in')).toMatchObject({ current: 3 });
  expect(progressOf('account', 'review')).toMatchObject({ current: 4 });
  expect(progressOf('profile', 'confirm_who')).toMatchObject({ current: 0 });
  expect(progressOf('profile', 'review')).toMatchObject({ current: 1 });
});

it.each([
  ['goes nowhere in particular', {}, undefined, undefined],
  ['goes to the lesson that it began for', { return_to: '/lesson/1' }, '/lesson/1', undefined],
  ['goes to a lesson now', {}, '/lesson/1', 'ours'],
  ['goes to another lesson now', { return_to: '/lesson/1' }, '/lesson/2', 'ours'],
  ['goes to a lesson, and it began in the journal', { side: 'journal' }, '/lesson/1', undefined],
] as const)('who %s (%o) goes on by %s with %s', (_who, part, returnTo, provider) => {
  const begun = request({ provider: { id: 'ours', title: 'Журнал Парты' }, ...part });
  expect(providerToAskAgain(begun, returnTo)).toBe(provider);
});
