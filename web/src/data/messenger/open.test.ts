import { expect, it } from 'vitest';
import { addressAfter } from './open';

it.each([
  ['/chats/0190?message=3', '/'],
  ['/new', '/'],
  ['/settings', '/'],
  ['/lesson/0190?profile=0191', '/lesson/0190?profile=0191'],
  ['/join/chat/abc', '/join/chat/abc'],
])('after %s the next person begins at %s', (open, next) => {
  expect(addressAfter('signed_out', new URL(open, 'https://parta.test'))).toBe(next);
});

it('says on the way to the sign-in that the session has ended', () => {
  expect(addressAfter('ended', new URL('https://parta.test/chats/0190'))).toBe('/id?ended=1&next=%2F');
});
