import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { onAnnounce } from './announce';
import { setTitleCount, titleOfPage, titlePages, usePageName } from './page-title';

beforeAll(startTestTexts);

const said: string[] = [];
const stops: (() => void)[] = [];
beforeEach(() => {
  said.length = 0;
  stops.push(onAnnounce((words) => said.push(words)));
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  setTitleCount(0);
});

const root = createRootRoute({
  staticData: { title: null },
  component: () => (
    <main tabIndex={-1}>
      <Outlet />
    </main>
  ),
});
const pageOf = (path: string, title: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, staticData: { title: () => title }, component });
const routeTree = root.addChildren([
  pageOf('/', 'Чаты', () => <button type="button">7Б</button>),
  pageOf('/chats/7b', 'Чат', Chat),
]);

// @ts-expect-error: a page without a title does not compile.
createRoute({ getParentRoute: () => root, path: '/untitled' });

/** Its name is known later. */
function Chat() {
  const [name, setName] = useState<string>();
  usePageName(name);
  return (
    <button type="button" onClick={() => setName('7Б')}>
      Прочитать
    </button>
  );
}

async function open(path: string) {
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [path] }) });
  stops.push(titlePages(router));
  render(<RouterProvider router={router as never} />);
  await screen.findByRole('button');
  const go = (to: string) => act(async () => router.history.push(to));
  return { go };
}

it.each([
  ['7Б', 0, '7Б — Парта'],
  ['Чаты', 3, '(3) Чаты — Парта'],
  ['Чаты', 1000, '(999+) Чаты — Парта'],
  ['', 0, 'Парта'],
])('shows %j with %i unread as %j', (page, count, title) => {
  expect(titleOfPage(page, count)).toBe(title);
});

it('shows the page, then its name once that is known, with the number of unread messages', async () => {
  const { go } = await open('/');
  await vi.waitFor(() => expect(document.title).toBe('Чаты — Парта'));
  setTitleCount(3);
  expect(document.title).toBe('(3) Чаты — Парта');
  await go('/chats/7b');
  const read = await screen.findByText('Прочитать');
  expect(document.title).toBe('(3) Чат — Парта');
  act(() => read.click());
  expect(document.title).toBe('(3) 7Б — Парта');
  await go('/');
  await vi.waitFor(() => expect(document.title).toBe('(3) Чаты — Парта'));
});

it('announces each page that follows the first once, and no step within a page', async () => {
  const { go } = await open('/');
  await go('/?on=2026-11-23');
  await go('/chats/7b');
  await vi.waitFor(() => expect(said).toEqual(['Чат']));
  await go('/chats/7b?on=2026-11-30');
  await go('/');
  await vi.waitFor(() => expect(said).toEqual(['Чат', 'Чаты']));
});

it('moves the focus to the page that follows the one which had it, and leaves any other', async () => {
  const { go } = await open('/');
  screen.getByRole('button').focus();
  await go('/chats/7b');
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
});
