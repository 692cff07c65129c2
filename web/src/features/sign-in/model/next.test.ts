import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safeNext } from './next';

const ORIGIN = 'https://school.example';

it.each([
  ['/', '/'],
  ['/chats/0198', '/chats/0198'],
  ['/id', '/id'],
  ['/id/link?request=0198', '/id/link?request=0198'],
  ['/journal/link?request=1#top', '/journal/link?request=1#top'],
])('goes back to the own page %s', (asked, goes) => {
  expect(safeNext(asked, ORIGIN)).toBe(goes);
});

it.each([
  [null],
  [undefined],
  [''],
  ['chats'],
  ['https://evil.example/'],
  ['//evil.example'],
  ['/\\evil.example'],
  ['/\t/evil.example'],
  ['/chats\\..\\'],
  ['javascript:alert(1)'],
  ['/id?next=/id'],
  ['/..//evil.example'],
  ['/id/..//evil.example'],
  ['/%2e%2e//evil.example'],
])('goes to the messenger instead of %s', (asked) => {
  expect(safeNext(asked, ORIGIN)).toBe('/');
});

it('never leaves the site, whatever is asked for', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((rest) => `/${rest}`),
      ),
      (asked) => {
        expect(new URL(safeNext(asked, ORIGIN), ORIGIN).origin).toBe(ORIGIN);
      },
    ),
  );
});
