import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Stage } from '@/shared/ui/Stage';
import { HomePage } from './HomePage';

// One links once: what that needs loads when it is needed.
const LinkPage = lazyRouteComponent(() => import('./LinkPage'), 'LinkPage');

const root = createRootRoute({
  notFoundComponent: () => (
    <Stage section={t('journal.section')} home="/journal">
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </Stage>
  ),
});

/** The sign-in, or the first screen. */
const home = createRoute({ getParentRoute: () => root, path: '/journal', component: HomePage });

/** The journal's side of the linking `?intent=`. */
const link = createRoute({ getParentRoute: () => root, path: '/journal/link', component: LinkPage });

/** Give the pages of the journal. */
export function makeRouter() {
  return createRouter({ routeTree: root.addChildren([home, link]), trailingSlash: 'never' });
}
