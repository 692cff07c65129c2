import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownAddress, signInAddress, webAddress } from './own-address';

const ORIGIN = 'https://school.example';

it.each([
  ['/', '/'],
  ['/chats/0198', '/chats/0198'],
  ['/id/link?request=0198#top', '/id/link?request=0198#top'],
  ['/id/../journal', '/journal'],
  ['/..', '/'],
  ['/chats?with=//names', '/chats?with=//names'],
])('resolves the own page %s', (asked, goes) => {
  expect(ownAddress(asked, ORIGIN)).toBe(goes);
});

it.each([
  [''],
  ['chats'],
  ['//evil.example'],
  ['/..//evil.example'],
  ['/.//evil.example'],
  ['/id/..//evil.example'],
  ['/id/..///evil.example'],
  ['/%2e%2e//evil.example'],
  ['/%2e//evil.example'],
  ['/%2f/evil.example'],
  ['/%5cevil.example'],
  ['/\\evil.example'],
  ['/\t/evil.example'],
  ['/..\n//evil.example'],
  ['/\u{200b}/evil.example'],
  ['https://evil.example/'],
  ['javascript:alert(1)'],
])('leads nowhere by %j', (asked) => {
  expect(ownAddress(asked, ORIGIN)).toBeUndefined();
});

it('never leaves the site, whatever is asked for, however the answer is resolved', () => {
  const part = fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2f',
    '\\',
    '%5c',
    '\t',
    'evil.example',
    '@',
    ':',
    '?',
    '#',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const goes = ownAddress(`/${parts.join('')}`, ORIGIN) ?? '/';
      expect(new URL(goes, ORIGIN).origin).toBe(ORIGIN);
    }),
  );
});

it('goes to other sites of the web, and runs no script', () => {
  expect(webAddress('https://journal.example/sign-in?state=1', ORIGIN)).toBe(
    'https://journal.example/sign-in?state=1',
  );
  expect(webAddress('/journal/link?request=1', ORIGIN)).toBe('/journal/link?request=1');
  for (const asked of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'https:///',
    'https:\\\\evil',
  ]) {
    expect(webAddress(asked, ORIGIN)).toBeUndefined();
  }
});

it.each([
  ['/', '', '/id'],
  ['/chats/7', '', '/id?next=%2Fchats%2F7'],
  ['/lesson/7', '?profile=8', '/id?next=%2Flesson%2F7%3Fprofile%3D8'],
])('the sign-in leads back to «%s%s»', (pathname, search, address) => {
  expect(signInAddress({ pathname, search })).toBe(address);
});
