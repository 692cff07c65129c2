import { createBrowserHistory, type RouterHistory } from '@tanstack/react-router';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { historySettled, useClosedByBack } from './back';

let router: RouterHistory;
let heard: string[];
let user: ReturnType<typeof userEvent.setup>;

beforeEach(async () => {
  await historySettled();
  user = userEvent.setup();
  router = createBrowserHistory();
  for (const path of ['/chats', '/chats/7']) {
    router.push(path);
    router.flush();
  }
  await historySettled();
  heard = [];
  router.subscribe(({ location, action }) => heard.push(`${action.type} ${location.pathname}`));
});

afterEach(() => router.destroy());

interface Props {
  readonly name: string;
  readonly onOpen?: () => void;
}

/** A button with what it opens, which may hold another one. */
function Overlay({ name, onOpen, children }: Props & { children?: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  useClosedByBack(isOpen, () => setIsOpen(false));
  return (
    <>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {name}
      </button>
      {isOpen && (
        <div role="dialog" aria-label={name}>
          <button
            type="button"
            onClick={() => {
              setIsOpen(false);
              onOpen?.();
            }}
          >
            leave {name}
          </button>
          {children}
        </div>
      )}
    </>
  );
}

/** A button that opens a menu, and then a picture in its place. */
function Two() {
  const [open, setOpen] = useState<'menu' | 'picture'>();
  useClosedByBack(open === 'menu', () => setOpen(undefined));
  useClosedByBack(open === 'picture', () => setOpen(undefined));
  return (
    <>
      <button type="button" onClick={() => setOpen(open === 'menu' ? 'picture' : 'menu')}>
        next
      </button>
      <output>{open ?? 'nothing'}</output>
    </>
  );
}

const press = (name: string) => user.click(screen.getByRole('button', { name }));
const shown = () => screen.queryAllByRole('dialog').map((one) => one.getAttribute('aria-label'));

/** Press a button of the browser, and wait until it has had its effect. */
async function go(steps: number): Promise<void> {
  const before: unknown = history.state;
  await act(async () => {
    history.go(steps);
    await vi.waitUntil(() => history.state !== before, { interval: 1 });
    await historySettled();
  });
}

it('«Back» closes what is open, and the page stays', async () => {
  render(<Overlay name="menu" />);
  await press('menu');
  expect(shown()).toEqual(['menu']);
  await go(-1);
  expect(shown()).toEqual([]);
  expect(location.pathname).toBe('/chats/7');
  await go(-1);
  expect(location.pathname).toBe('/chats');
  expect(heard).toEqual(['BACK /chats']);
});

it('of overlays over each other, «Back» closes the topmost only', async () => {
  render(
    <Overlay name="card">
      <Overlay name="question" />
    </Overlay>,
  );
  await press('card');
  await press('question');
  await go(-1);
  expect(shown()).toEqual(['card']);
  await go(-1);
  expect(shown()).toEqual([]);
  expect(location.pathname).toBe('/chats/7');
});

it('what is closed by hand leaves no entry behind', async () => {
  render(<Overlay name="menu" />);
  await press('menu');
  await press('leave menu');
  await historySettled();
  await go(-1);
  expect(location.pathname).toBe('/chats');
});

it('closing what holds another closes both entries', async () => {
  render(
    <Overlay name="card">
      <Overlay name="question" />
    </Overlay>,
  );
  await press('card');
  await press('question');
  await press('leave card');
  await historySettled();
  await go(-1);
  expect(location.pathname).toBe('/chats');
});

it('«Forward» does not open it again', async () => {
  render(<Overlay name="menu" />);
  await press('menu');
  await go(-1);
  await go(1);
  await waitFor(() => expect(history.state.overlays).toBeUndefined());
  expect(shown()).toEqual([]);
  await go(-1);
  expect(location.pathname).toBe('/chats');
});

it.each(['push', 'replace'] as const)('what it leads to by %s takes the place of its entry', async (way) => {
  render(<Overlay name="menu" onOpen={() => router[way]('/people')} />);
  await press('menu');
  await press('leave menu');
  await historySettled();
  expect(location.pathname).toBe('/people');
  await go(-1);
  expect(location.pathname).toBe(way === 'push' ? '/chats/7' : '/chats');
});

it('what opens when another closes takes its entry over', async () => {
  render(<Two />);
  await press('next');
  await press('next');
  await historySettled();
  expect(history.state.overlays).toBe(1);
  await go(-1);
  expect(screen.getByRole('status').textContent).toBe('nothing');
  expect(location.pathname).toBe('/chats/7');
});

it('a page that begins at the entry of an overlay, as after a reload, goes down to its own', async () => {
  History.prototype.pushState.call(history, { ...history.state, overlays: 1 }, '');
  await historySettled();
  expect(history.state.overlays).toBeUndefined();
  await go(-1);
  expect(location.pathname).toBe('/chats');
});

it('a copied tab without the entries below makes the current one its own', async () => {
  History.prototype.replaceState.call(history, { ...history.state, overlays: 100 }, '');
  await historySettled();
  expect(history.state.overlays).toBeUndefined();
  expect(location.pathname).toBe('/chats/7');
});
