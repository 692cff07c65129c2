/** What jsdom lacks and components need. */
import './renders';
import 'fake-indexeddb/auto';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { network } from './server';

vi.mock('livekit-client', async (importActual) => ({
  ...(await importActual<object>()),
  Room: (await import('./media-server')).FakeRoom,
}));

globalThis.fetch = (input, init) => {
  const address = typeof input === 'string' ? new URL(input, location.href) : input;
  return network.answer(new Request(address, init));
};

afterEach(cleanup);
// Generous, for a busy machine.
configure({ asyncUtilTimeout: 20_000 });

window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) satisfies MediaQueryList;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.scrollTo = () => undefined;
Element.prototype.scrollTo = () => undefined;
