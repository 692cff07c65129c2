import { expect, it } from 'vitest';
import { pageOf } from './pages';

it.each([
  ['/', 'messenger'],
  ['/chats/0192', 'messenger'],
  ['/id', 'id'],
  ['/id/devices', 'id'],
  ['/idea', 'messenger'],
  ['/journal', 'journal'],
  ['/journal/link', 'journal'],
])('%s is served by the %s page', (path, page) => {
  expect(pageOf(path)).toBe(page);
});
