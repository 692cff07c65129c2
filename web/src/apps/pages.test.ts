import type { AnyRouter } from '@tanstack/react-router';
import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '@/shared/testing/texts';
import { makeRouter as makeId } from './id/router';
import { makeRouter as makeJournal } from './journal/router';
import { makeRouter as makeMessenger } from './messenger/router';

beforeAll(startTestTexts);

const ROUTERS: readonly AnyRouter[] = [makeId(), makeJournal(), makeMessenger()];
// Other tests have the browser's history to themselves.
for (const { history } of ROUTERS) history.destroy();

/** Return what a page is given of an address. */
function searchOf(path: string, search: object): object {
  const router = ROUTERS.find(({ routesByPath }) => Object.keys(routesByPath).includes(path));
  const address = path.replace(/\$\w+/, 'some');
  return router?.matchRoutes(address, search).at(-1)?.search ?? {};
}

it('gives every page a title of its own', () => {
  const titles = ROUTERS.flatMap(({ routesByPath }) =>
    Object.values(routesByPath).map(({ fullPath, options }) => [fullPath, options.staticData.title?.()]),
  );
  expect(titles.length).toBeGreaterThan(20);
  for (const [path, title] of titles) expect(title, path).toBeTruthy();
});

it.each([
  ['/chats/$chatId', { message: 41, about: true }],
  ['/lesson/$lessonId', { profile: 'anna' }],
  ['/journal/diary', { on: '2026-11-23' }],
  ['/journal/office', { class: '7b', view: 'week', on: '2026-11-23' }],
  ['/journal/lessons/$lessonId', { class: '7b' }],
  ['/id/connect', { region: '77', provider: 'moscow', return_to: '/lesson/1' }],
  ['/id', { next: '/chats/7b' }],
])('reads what the address of %s says', (path, search) => {
  expect(searchOf(path, search)).toMatchObject(search);
});

it.each([
  ['/chats/$chatId', { message: 'many', about: {} }],
  ['/chats/$chatId', { message: -1, about: 'no' }],
  ['/chats/$chatId', { message: 1.5 }],
  ['/lesson/$lessonId', { profile: ['anna'] }],
  ['/journal/timetable', { on: 'yesterday' }],
  ['/journal/classes/$classId', { on: '2026-02-30' }],
  ['/journal/diary/$studentId', { on: 20261123 }],
  ['/journal/office', { class: {}, view: 'month', on: null }],
  ['/journal/lessons/$lessonId', { class: [], diary: true }],
  ['/journal/link', { request: { id: 1 } }],
  ['/id', { next: ['/chats', '/'] }],
  ['/id/connect', { region: null, provider: false, return_to: [] }],
])('takes %s?%o as if nothing were asked', (path, search) => {
  expect(Object.values(searchOf(path, search)).filter((value) => value !== undefined)).toEqual([]);
});
