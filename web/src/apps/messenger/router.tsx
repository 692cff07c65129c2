import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { ChatScreen } from './ChatScreen';
import { ContactsPane } from './ContactsPane';
import { EmptyScreen } from './EmptyScreen';
import { Frame } from './Frame';
import { NewChatPane } from './NewChatPane';
import { NowhereScreen } from './NowhereScreen';
import { SettingsScreen } from './SettingsScreen';

const root = createRootRoute({ component: Frame, notFoundComponent: NowhereScreen });

/** `/`: the list, and beside it nothing yet. */
const home = createRoute({ getParentRoute: () => root, path: '/', component: EmptyScreen });

/** `/chats/…`: a conversation; `message` is the number to go to, `about` opens what there is to know of the chat. */
const chat = createRoute({
  getParentRoute: () => root,
  path: '/chats/$chatId',
  validateSearch: (search: Record<string, unknown>): { message?: number; about?: true } => ({
    ...(Number(search['message']) > 0 ? { message: Number(search['message']) } : {}),
    ...(search['about'] ? { about: true } : {}),
  }),
  component: function Chat() {
    const { chatId } = chat.useParams();
    const { message, about = false } = chat.useSearch();
    return <ChatScreen key={chatId} chatId={chatId} message={message} isAboutOpen={about} />;
  },
});

/** `/new`: «Создать чат». */
const create = createRoute({ getParentRoute: () => root, path: '/new', component: NewChatPane });

/** `/people`: to whom one may write. */
const people = createRoute({ getParentRoute: () => root, path: '/people', component: ContactsPane });

/** `/settings`: the settings of this browser. */
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsScreen });

const routes = root.addChildren([home, chat, create, people, settings]);

/** Give the pages of the messenger. */
export function makeRouter() {
  return createRouter({ routeTree: routes, trailingSlash: 'never' });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
