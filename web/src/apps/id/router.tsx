import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { mark, searchBy, text } from '@/shared/ui/search';
import { useSearchOf } from '@/shared/ui/use-page';
import { HomePage } from './HomePage';
import { NowherePage } from './NowherePage';

const PANE = { waiting: <TextSkeleton rows={6} />, size: 'pane' } as const;

// The sign-in is in the first bundle; rarely used pages load on demand.
const ConnectPage = late(() => import('./ConnectPage').then((module) => module.ConnectPage), PANE);
const LinkPage = late(() => import('./LinkPage').then((module) => module.LinkPage), PANE);

const root = createRootRoute({ staticData: { title: null }, notFoundComponent: NowherePage });

/** The sign-in, or the profile; `?next=` is the address to return to, `?ended=` says that a session has ended. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/id',
  staticData: { title: () => t('id.section') },
  validateSearch: searchBy({ next: text, ended: mark }),
  component: function Home() {
    const { next, ended = false } = useSearchOf(home);
    return <HomePage next={next} hasEnded={ended} />;
  },
});

/** The choice of a journal to link; `?region=&provider=` is the choice so far. */
const connect = createRoute({
  getParentRoute: () => root,
  path: '/id/connect',
  staticData: { title: () => t('linking.region.title') },
  validateSearch: searchBy({ region: text, provider: text, return_to: text }),
  component: function Connect() {
    const { region, provider, return_to } = useSearchOf(connect);
    return <ConnectPage region={region} provider={provider} returnTo={return_to} />;
  },
});

/** The profile's side of the link request `?request=`. */
const link = createRoute({
  getParentRoute: () => root,
  path: '/id/link',
  staticData: { title: () => t('linking.title') },
  validateSearch: searchBy({ request: text, failed: text }),
  component: function Link() {
    const { request = '', failed } = useSearchOf(link);
    return <LinkPage requestId={request} failed={failed} />;
  },
});

/** Return the pages of Parta ID. */
export function makeRouter() {
  const routeTree = root.addChildren([home, connect, link]);
  // Failures are shown by the boundary around the whole page, in the chosen language.
  return createRouter({ routeTree, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}
