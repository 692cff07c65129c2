import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { HomePage } from './HomePage';
import { NowherePage } from './NowherePage';

const PANE = { waiting: <TextSkeleton rows={6} />, size: 'pane' } as const;

// The sign-in is in the first bundle; rarely used pages load on demand.
const ConnectPage = late(() => import('./ConnectPage').then((module) => module.ConnectPage), PANE);
const LinkPage = late(() => import('./LinkPage').then((module) => module.LinkPage), PANE);

const root = createRootRoute({ notFoundComponent: NowherePage });

/** The sign-in, or the profile; `?next=` is the address to return to. */
const home = createRoute({ getParentRoute: () => root, path: '/id', component: HomePage });

/** The choice of a journal to link; `?region=&provider=` is the choice so far. */
const connect = createRoute({ getParentRoute: () => root, path: '/id/connect', component: ConnectPage });

/** The profile's side of the link request `?request=`. */
const link = createRoute({ getParentRoute: () => root, path: '/id/link', component: LinkPage });

/** Return the pages of Parta ID. */
export function makeRouter() {
  const routeTree = root.addChildren([home, connect, link]);
  // Failures are shown by the boundary around the whole page, in the chosen language.
  return createRouter({ routeTree, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}
