import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from '@/shared/offline/parts';
import { ChatScreen } from './ChatScreen';
import { ContactsPane } from './ContactsPane';
import { EmptyScreen } from './EmptyScreen';
import { Frame } from './Frame';
import { NewChatPane } from './NewChatPane';
import { NotificationsScreen } from './NotificationsScreen';
import { NowhereScreen } from './NowhereScreen';
import { SettingsScreen } from './SettingsScreen';

// Lessons, calls and invitations load on demand.
const CallScreen = lazyRouteComponent(() => loadPart(() => import('./CallScreen')), 'CallScreen');
const LessonScreen = lazyRouteComponent(() => loadPart(() => import('./LessonScreen')), 'LessonScreen');
const ChatInviteScreen = lazyRouteComponent(
  () => loadPart(() => import('./ChatInviteScreen')),
  'ChatInviteScreen',
);
const InviteScreen = lazyRouteComponent(() => loadPart(() => import('./InviteScreen')), 'InviteScreen');

const root = createRootRoute({ notFoundComponent: NowhereScreen });

/** The pages that need a signed-in profile. */
const frame = createRoute({ getParentRoute: () => root, id: 'messenger', component: Frame });

/** `/`: the list of chats. */
const home = createRoute({ getParentRoute: () => frame, path: '/', component: EmptyScreen });

/** `/chats/…`: a conversation; `message` is the number to show, `about` opens «О чате». */
const chat = createRoute({
  getParentRoute: () => frame,
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
const create = createRoute({ getParentRoute: () => frame, path: '/new', component: NewChatPane });

/** `/people`: the people the person may write to. */
const people = createRoute({ getParentRoute: () => frame, path: '/people', component: ContactsPane });

/** `/settings`: the settings of this browser. */
const settings = createRoute({ getParentRoute: () => frame, path: '/settings', component: SettingsScreen });

/** `/notifications`: what the person is notified of. */
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  component: NotificationsScreen,
});

/** `/lesson/…`: the entry screen of a distance lesson; `profile` is that of the person whose journal leads here. */
const lesson = createRoute({
  getParentRoute: () => frame,
  path: '/lesson/$lessonId',
  validateSearch: ({ profile }: Record<string, unknown>): { profile?: string } =>
    typeof profile === 'string' ? { profile } : {},
  component: function Lesson() {
    const { lessonId } = lesson.useParams();
    const { profile } = lesson.useSearch();
    return <LessonScreen key={lessonId} lessonId={lessonId} profile={profile} />;
  },
});

/** `/call/…`: a call and its entry screen; `now` enters with the last used devices. */
const call = createRoute({
  getParentRoute: () => frame,
  path: '/call/$callId',
  validateSearch: (search: Record<string, unknown>): { now?: true } => (search['now'] ? { now: true } : {}),
  component: function Call() {
    const { callId } = call.useParams();
    const { now = false } = call.useSearch();
    return <CallScreen key={callId} callId={callId} isAtOnce={now} />;
  },
});

/** `/join/…`: an invitation to a call, also for guests. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: function Invitation() {
    const { token } = invitation.useParams();
    return <InviteScreen key={token} token={token} />;
  },
});

/** `/join/chat/…`: an invitation to a chat. */
const chatInvitation = createRoute({
  getParentRoute: () => root,
  path: '/join/chat/$token',
  component: function ChatInvitation() {
    const { token } = chatInvitation.useParams();
    return <ChatInviteScreen key={token} token={token} />;
  },
});

const routes = root.addChildren([
  frame.addChildren([home, chat, create, people, settings, notifications, lesson, call]),
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
