import { expect, it } from 'vitest';
import { connectAddress, safeReturnTo } from './connect';
import { lessonEntryAddress } from './lesson-entry';

const LESSON = '01939f3e-0000-7000-8000-000000000000';

it('keeps where one was going through every choice', () => {
  const returnTo = lessonEntryAddress(LESSON);
  for (const choice of [{}, { region: 'moscow' }, { region: 'moscow', provider: 'ours' }]) {
    const asked = new URL(connectAddress({ ...choice, returnTo }), 'https://parta.example').searchParams;
    expect(Object.fromEntries(asked)).toEqual({ ...choice, return_to: returnTo });
    expect(safeReturnTo(asked.get('return_to') ?? undefined)).toBe(returnTo);
  }
});

it('is plain where nothing is chosen and nobody was going anywhere', () => {
  expect(connectAddress({})).toBe('/id/connect');
});

it.each([
  undefined,
  '',
  '/',
  '/lesson/',
  '/lesson/algebra',
  `//evil.example/lesson/${LESSON}`,
  `https://evil.example/lesson/${LESSON}`,
  `/lesson/${LESSON}/../../id`,
  `/lesson/${LESSON}?next=//evil.example`,
  `/lesson/${LESSON}\n`,
  'javascript:alert(1)',
])('%j leads to no lesson', (asked) => {
  expect(safeReturnTo(asked)).toBeUndefined();
});
