import { expect, it } from 'vitest';
import type { LinkRequestRead } from '@/shared/api/schema';
import { birthsDiffer, linesOf } from './comparison';

const vera: LinkRequestRead = {
  id: '0198',
  side: 'messenger',
  state: 'signed_in',
  provider: { id: '0197', title: 'Дневник Парты' },
  expires_at: '2026-11-23T10:10:00Z',
  next_url: '/',
  return_to: null,
  profile: { name: { last_name: 'Ким', first_name: 'Вера', patronymic: null }, phone: '+7 900 •••-••-00' },
  account: {
    name: { last_name: 'Кимова', first_name: 'Вера', patronymic: 'Олеговна' },
    login: 'vera.kim',
    school: 'Школа № 7',
    roles: ['guardian'],
    class_title: null,
    birth_on: null,
    sex: null,
  },
  mismatches: ['last_name', 'patronymic', 'birth_on'],
  refusal: null,
  reasons: [],
  foreign_browser: false,
};

it('sets the names side by side and marks what differs', () => {
  expect(linesOf(vera)).toEqual([
    { field: 'last_name', profile: 'Ким', account: 'Кимова', differs: true },
    { field: 'first_name', profile: 'Вера', account: 'Вера', differs: false },
    { field: 'patronymic', profile: '', account: 'Олеговна', differs: true },
  ]);
});

it('leaves out a patronymic that nobody has, and everything while one side is not known', () => {
  const nobody = {
    ...vera,
    account: vera.account && { ...vera.account, name: vera.profile?.name ?? vera.account.name },
  };
  expect(linesOf(nobody).map(({ field }) => field)).toEqual(['last_name', 'first_name']);
  expect(linesOf({ ...vera, account: null })).toEqual([]);
});

it('tells that birth dates differ without showing them', () => {
  expect(birthsDiffer(vera)).toBe(true);
  expect(birthsDiffer({ ...vera, mismatches: ['last_name'] })).toBe(false);
});
