import { expect, it } from 'vitest';
import { addressForNext } from './open';

it.each([
  ['/chats/0190?message=3', '/'],
  ['/new', '/'],
  ['/settings', '/'],
  ['/lesson/0190?profile=0191', '/lesson/0190?profile=0191'],
  ['/join/chat/abc', '/join/chat/abc'],
])('after %s the next person begins at %s', (open, next) => {
  const { pathname, search } = new URL(open, 'https://parta.test');
  expect(addressForNext({ pathname, search })).toBe(next);
});
