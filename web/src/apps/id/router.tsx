import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { ConnectPage } from './ConnectPage';
import { HomePage } from './HomePage';
import { LinkPage } from './LinkPage';
import { NowherePage } from './NowherePage';

const root = createRootRoute({ notFoundComponent: NowherePage });

/** `/id`: the sign-in, or the profile; `next` is where one came from. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/id',
  validateSearch: (search) => ({ next: text(search['next']) }),
  component: function Home() {
    return <HomePage next={home.useSearch().next} />;
  },
});

/** `/id/connect`: which journal to link with. */
const connect = createRoute({
  getParentRoute: () => root,
  path: '/id/connect',
  validateSearch: (search) => ({ region: text(search['region']), provider: text(search['provider']) }),
  component: function Connect() {
    const choice = connect.useSearch();
    const navigate = connect.useNavigate();
    return <ConnectPage choice={choice} onChoose={(next) => void navigate({ search: next })} />;
  },
});

/** `/id/link`: the profile's side of a linking. */
const link = createRoute({
  getParentRoute: () => root,
  path: '/id/link',
  validateSearch: (search) => ({ intent: text(search['intent']) ?? '' }),
  component: function Link() {
    return <LinkPage intentId={link.useSearch().intent} />;
  },
});

const routes = root.addChildren([home, connect, link]);

/** Give the pages of Parta ID. */
export function makeRouter() {
  return createRouter({ routeTree: routes, trailingSlash: 'never' });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
