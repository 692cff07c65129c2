import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { ChatScreen } from './ChatScreen';
import { EmptyScreen } from './EmptyScreen';
import { Frame } from './Frame';
import { NowhereScreen } from './NowhereScreen';

const PANE = { waiting: <TextSkeleton rows={6} />, size: 'pane' } as const;

// All but the list of chats and the open chat loads on demand.
const CallScreen = late(() => import('./CallScreen').then((module) => module.CallScreen), PANE);
const LessonScreen = late(() => import('./LessonScreen').then((module) => module.LessonScreen), PANE);
const ChatInviteScreen = late(
  () => import('./ChatInviteScreen').then((module) => module.ChatInviteScreen),
  PANE,
);
const InviteScreen = late(() => import('./InviteScreen').then((module) => module.InviteScreen), PANE);

const ContactsPane = late(() => import('./ContactsPane').then((module) => module.ContactsPane), PANE);
const NewChatPane = late(() => import('./NewChatPane').then((module) => module.NewChatPane), PANE);
const NotificationsScreen = late(
  () => import('./NotificationsScreen').then((module) => module.NotificationsScreen),
  PANE,
);
const SettingsScreen = late(() => import('./SettingsScreen').then((module) => module.SettingsScreen), PANE);

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
