import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { HomePage } from './HomePage';
import { NowherePage } from './NowherePage';

// The sign-in comes first and alone; what few people come for loads when they do.
const ConnectPage = lazyRouteComponent(() => import('./ConnectPage'), 'ConnectPage');
const LinkPage = lazyRouteComponent(() => import('./LinkPage'), 'LinkPage');

const root = createRootRoute({ notFoundComponent: NowherePage });

/** The sign-in, or the profile; `?next=` is where one came from. */
const home = createRoute({ getParentRoute: () => root, path: '/id', component: HomePage });

/** Which journal to link with; `?region=&provider=` is what is chosen so far. */
const connect = createRoute({ getParentRoute: () => root, path: '/id/connect', component: ConnectPage });

/** The profile's side of the linking `?request=`. */
const link = createRoute({ getParentRoute: () => root, path: '/id/link', component: LinkPage });

/** Give the pages of Parta ID. */
export function makeRouter() {
  const routeTree = root.addChildren([home, connect, link]);
  // What fails is shown by the boundary around the whole page, in one's own language.
  return createRouter({ routeTree, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}
