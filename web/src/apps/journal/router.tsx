import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Stage } from '@/shared/ui/Stage';
import { HomePage } from './HomePage';
import { LinkPage } from './LinkPage';

const root = createRootRoute({
  notFoundComponent: () => (
    <Stage section={t('journal.section')} home="/journal">
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </Stage>
  ),
});

/** `/journal`: the sign-in, or the first screen. */
const home = createRoute({ getParentRoute: () => root, path: '/journal', component: HomePage });

/** `/journal/link`: the journal's side of a linking. */
const link = createRoute({
  getParentRoute: () => root,
  path: '/journal/link',
  validateSearch: (search) => ({ intent: typeof search['intent'] === 'string' ? search['intent'] : '' }),
  component: function Link() {
    return <LinkPage intentId={link.useSearch().intent} />;
  },
});

const routes = root.addChildren([home, link]);

/** Give the pages of the journal. */
export function makeRouter() {
  return createRouter({ routeTree: routes, trailingSlash: 'never' });
}
