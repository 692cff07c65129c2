/** Components in tests: on a phone or a desktop, with all providers. */
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
  type RouterHistory,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { AppRoot } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { makeQueryClient } from '../api/query-client';
import { OverlayProvider } from '../ui/Overlays';

/** Render for a desktop from now on. */
export function sitAtDesktop(): void {
  const phone = window.matchMedia;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({ ...phone(query), matches: true }));
}

interface Shown {
  readonly user: UserEvent;
  readonly history: RouterHistory;
  readonly again: (part: ReactNode) => void;
  readonly leave: () => void;
}

/** Render a component, and return the tools to use it. */
export function show(part: ReactNode): Shown {
  const queries = makeQueryClient();
  const { queries: asked, ...others } = queries.getDefaultOptions();
  queries.setDefaultOptions({ ...others, queries: { ...asked, retryDelay: 0 } });
  const history = createMemoryHistory();
  const router = createRouter({ history, routeTree: createRootRoute({ staticData: { title: null } }) });
  const withAll = (child: ReactNode) => (
    <QueryClientProvider client={queries}>
      <RouterContextProvider router={router}>
        <AppRoot mode="embedded">
          <OverlayProvider>{child}</OverlayProvider>
        </AppRoot>
      </RouterContextProvider>
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(withAll(part));
  const again = (child: ReactNode) => rerender(withAll(child));
  return { user: userEvent.setup(), history, again, leave: unmount };
}
