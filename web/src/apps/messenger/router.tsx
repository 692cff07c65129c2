import { createRootRoute, createRoute, createRouter, useLocation } from '@tanstack/react-router';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { mark, ordinal, searchBy, text } from '@/shared/ui/search';
import { useParamsOf, useSearchOf } from '@/shared/ui/use-page';
import { ChatScreen } from './ChatScreen';
import { EmptyScreen } from './EmptyScreen';
import { Frame } from './Frame';

const PANE = { waiting: <TextSkeleton rows={6} />, size: 'pane' } as const;

// All but the list of chats and the open chat loads on demand.
const CallScreen = late(() => import('./CallScreen').then((module) => module.CallScreen), PANE);
const NewCall = late(() => import('./NewCall').then((module) => module.NewCall), PANE);
const LessonScreen = late(() => import('./LessonScreen').then((module) => module.LessonScreen), PANE);
const ChatInviteScreen = late(
  () => import('./ChatInviteScreen').then((module) => module.ChatInviteScreen),
  PANE,
);
const NowhereScreen = late(() => import('./NowhereScreen').then((module) => module.NowhereScreen), PANE);
const InviteScreen = late(() => import('./InviteScreen').then((module) => module.InviteScreen), PANE);

const ContactsPane = late(() => import('./ContactsPane').then((module) => module.ContactsPane), PANE);
const NewChatPane = late(() => import('./NewChatPane').then((module) => module.NewChatPane), PANE);
const NotificationsScreen = late(
  () => import('./NotificationsScreen').then((module) => module.NotificationsScreen),
  PANE,
);
const SettingsScreen = late(() => import('./SettingsScreen').then((module) => module.SettingsScreen), PANE);

const root = createRootRoute({ staticData: { title: null }, notFoundComponent: NowhereScreen });

/** The pages that need a signed-in profile. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'messenger',
  staticData: { title: null },
  component: Frame,
});

/** `/`: the list of chats. */
const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  staticData: { title: () => t('chats.title') },
  component: EmptyScreen,
});

/** `/chats/…`: a conversation; `message` is the number to show, `about` opens «О чате». */
const chat = createRoute({
  getParentRoute: () => frame,
  path: '/chats/$chatId',
  staticData: { title: () => t('chats.chat') },
  validateSearch: searchBy({ message: ordinal, about: mark }),
  component: function Chat() {
    const { chatId } = useParamsOf(chat);
    const { message, about = false } = useSearchOf(chat);
    const askedAs = useLocation({ select: ({ state }) => state.askedAs });
    return (
      <ChatScreen key={chatId} chatId={chatId} message={message} askedAs={askedAs} isAboutOpen={about} />
    );
  },
});

/** `/new`: «Создать чат». */
const create = createRoute({
  getParentRoute: () => frame,
  path: '/new',
  staticData: { title: () => t('chats.createChat') },
  component: NewChatPane,
});

/** `/people`: the people the person may write to; `write` opens the dialog with one of them. */
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  staticData: { title: () => t('chats.writeTo') },
  validateSearch: searchBy({ write: text }),
  component: function People() {
    return <ContactsPane write={useSearchOf(people).write} />;
  },
});

/** `/settings`: the settings of this browser. */
const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  staticData: { title: () => t('chats.settings') },
  component: SettingsScreen,
});

/** `/notifications`: what the person is notified of. */
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  staticData: { title: () => t('notifications.title') },
  component: NotificationsScreen,
});

/** `/lesson/…`: the entry screen of a distance lesson; `profile` is that of the person whose journal leads here. */
const lesson = createRoute({
  getParentRoute: () => frame,
  path: '/lesson/$lessonId',
  staticData: { title: () => t('join.lesson') },
  validateSearch: searchBy({ profile: text }),
  component: function Lesson() {
    const { lessonId } = useParamsOf(lesson);
    const { profile } = useSearchOf(lesson);
    return <LessonScreen key={lessonId} lessonId={lessonId} profile={profile} />;
  },
});

/** `/call/…`: a call and its entry screen. */
const call = createRoute({
  getParentRoute: () => frame,
  path: '/call/$callId',
  staticData: { title: () => t('join.call') },
  component: function Call() {
    const { callId } = useParamsOf(call);
    return <CallScreen key={callId} callId={callId} />;
  },
});

/** `/call/new/…`: the devices before a call that the person starts in this chat. */
const newCall = createRoute({
  getParentRoute: () => frame,
  path: '/call/new/$chatId',
  staticData: { title: () => t('join.call') },
  component: function StartedCall() {
    const { chatId } = useParamsOf(newCall);
    return <NewCall key={chatId} chatId={chatId} />;
  },
});

/** `/join/…`: an invitation to a call, also for guests. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  staticData: { title: () => t('join.call') },
  component: function Invitation() {
    const { token } = useParamsOf(invitation);
    return <InviteScreen key={token} token={token} />;
  },
});

/** `/join/chat/…`: an invitation to a chat. */
const chatInvitation = createRoute({
  getParentRoute: () => root,
  path: '/join/chat/$token',
  staticData: { title: () => t('chats.join.section') },
  component: function ChatInvitation() {
    const { token } = useParamsOf(chatInvitation);
    return <ChatInviteScreen key={token} token={token} />;
  },
});

const routes = root.addChildren([
  frame.addChildren([home, chat, create, people, settings, notifications, lesson, call, newCall]),
  invitation,
  chatInvitation,
]);

/** Return the pages of the messenger. */
export function makeRouter() {
  // Failures are shown by the boundary around the whole page, in the chosen language.
  return createRouter({ routeTree: routes, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
