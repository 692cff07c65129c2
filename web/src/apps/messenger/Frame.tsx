import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import {
  Icon28EducationOutline,
  Icon28MessageOutline,
  Icon28Notifications,
  Icon28SettingsOutline,
} from '@vkontakte/icons';
import { useCallback, useEffect } from 'react';
import { useMe, useUnreadTotal } from '@/data/messenger/hooks';
import { useJoinedCalls, useOpenCallsUpdates } from '@/data/messenger/open-calls';
import { SyncProvider } from '@/data/messenger/SyncProvider';
import { useCall } from '@/features/call/session/running';
import { alertOf, SENT_KINDS } from '@/features/messages/kinds/kinds';
import { useUnreadNotifications } from '@/features/notifications/api';
import { t } from '@/shared/i18n/text';
import type { Names } from '@/shared/person/person';
import { AppShell, type Section } from '@/shared/ui/AppShell';
import { Avatar } from '@/shared/ui/Avatar';
import { late } from '@/shared/ui/late';
import { useIsWide } from '@/shared/ui/layout';
import { PageSkeleton } from '@/shared/ui/PageSkeleton';
import { pictureOf } from '@/shared/ui/picture';
import { useRenewal } from '@/shared/ui/renewal';
import { Wall } from '@/shared/ui/Wall';
import { ListPane } from './ListPane';
import { isFullScreen, rememberPath } from './paths';
import { useCalls } from './useCalls';
import { useChatKeys } from './useChatKeys';
import { useInbox } from './useInbox';

const ReturnStrip = late(() =>
  import('@/features/call/components/ReturnStrip').then((module) => module.ReturnStrip),
);
const Ringing = late(() => import('./Ringing').then((module) => module.Ringing));
const RunningCall = late(() => import('./RunningCall').then((module) => module.RunningCall));

/** The messenger's frame: sections, the list of chats, and the open page beside it; on a phone one at a time. */
export function Frame() {
  const navigate = useNavigate();
  useRenewal(useCall() !== undefined);
  const openChat = useCallback(
    (chatId: string) => void navigate({ to: '/chats/$chatId', params: { chatId } }),
    [navigate],
  );
  return (
    <SyncProvider
      loading={<PageSkeleton />}
      sentKinds={SENT_KINDS}
      alertWords={alertOf}
      onOpenChat={openChat}
    >
      <Opened />
    </SyncProvider>
  );
}

function Opened() {
  const navigate = useNavigate();
  const isWide = useIsWide();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const chatId = /^\/chats\/(?<id>[^/]+)/.exec(path)?.groups?.['id'];
  const isOwnPane = path === '/new' || path === '/people';
  useChatKeys(chatId);
  const isInCall = useCall() !== undefined;
  const { enterAtOnce } = useCalls();
  const joined = useJoinedCalls();
  useOpenCallsUpdates();
  const open = ({ href }: Section) => {
    if (href === '/' || href === '/settings' || href === '/notifications') void navigate({ to: href });
    // A page that loads anew would end the call of this one.
    else if (isInCall) window.open(href, '_blank', 'noopener');
    else window.location.assign(href);
  };
  const showsList = isWide ? !isOwnPane : path === '/';
  const isApart = isFullScreen(path);
  const sections = useSections();
  useInbox();
  useEffect(() => {
    if (!isApart) rememberPath(path);
  }, [path, isApart]);
  const around = (
    <>
      <RunningCall path={path} />
      <Ringing />
    </>
  );
  // Calls and their entry screens have the whole window.
  if (isApart) {
    return (
      <>
        <Wall place="stage" size="page" of={path}>
          <Outlet />
        </Wall>
        {around}
      </>
    );
  }
  return (
    <AppShell
      sections={sections}
      current={SECTION_OF_PATH[path] ?? 'chats'}
      onOpen={open}
      hidesTabs={chatId !== undefined || isOwnPane}
      above={!isInCall && joined.length > 0 && <ReturnStrip calls={joined} onReturn={enterAtOnce} />}
    >
      {showsList && (
        <Wall place="list" size="pane" of={path}>
          <ListPane openId={chatId} />
        </Wall>
      )}
      <Wall place="page" size="pane" of={path}>
        <Outlet />
      </Wall>
      {around}
    </AppShell>
  );
}

const SECTION_OF_PATH: Readonly<Record<string, string>> = {
  '/settings': 'settings',
  '/notifications': 'notifications',
};

function useSections(): readonly Section[] {
  const me = useMe();
  const unread = useUnreadTotal();
  const notifications = useUnreadNotifications('messenger');
  return [
    { key: 'chats', title: t('chats.title'), href: '/', icon: <Icon28MessageOutline />, count: unread },
    { key: 'diary', title: t('chats.diary'), href: '/journal', icon: <Icon28EducationOutline /> },
    {
      key: 'notifications',
      title: t('notifications.title'),
      href: '/notifications',
      icon: <Icon28Notifications />,
      count: notifications,
      isApart: true,
    },
    {
      key: 'settings',
      title: t('chats.settings'),
      href: '/settings',
      icon: <Icon28SettingsOutline />,
      isApart: true,
    },
    {
      key: 'profile',
      title: t('chats.profile'),
      href: '/id',
      icon: <ProfilePicture id={me.id} name={me.name} fileId={me.picture} />,
      isApart: true,
    },
  ];
}

function ProfilePicture({ id, name, fileId }: { id: string; name: Names; fileId: string | null }) {
  const isWide = useIsWide();
  return <Avatar id={id} name={name} src={pictureOf(fileId)} size={isWide ? 36 : 24} />;
}
