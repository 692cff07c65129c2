import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import {
  Icon28BookSpreadOutline,
  Icon28CalendarOutline,
  Icon28HomeOutline,
  Icon28MessageOutline,
  Icon28Notifications,
  Icon28TablecellsOutline,
} from '@vkontakte/icons';
import { useEffect } from 'react';
import { applyInboxUpdates } from '@/data/inbox/inbox';
import { useLive } from '@/data/journal/live';
import { MeProvider, useJournalMe, useMe } from '@/data/journal/me';
import { ReturnStrip } from '@/features/call/components/ReturnStrip';
import { useJournalSignOut } from '@/features/journal/api';
import { JournalHeader } from '@/features/journal/components/JournalHeader';
import { useUnreadNotifications } from '@/features/notifications/api';
import { lostConnection } from '@/shared/api/errors';
import { routeQuery } from '@/shared/api/routes';
import type { JournalMe } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { AppShell, type Section } from '@/shared/ui/AppShell';
import { ErrorState } from '@/shared/ui/ErrorState';
import { useGo } from '@/shared/ui/PageLink';
import { PageSkeleton } from '@/shared/ui/PageSkeleton';
import { useRenewal } from '@/shared/ui/renewal';
import { Stage } from '@/shared/ui/Stage';
import { Wall } from '@/shared/ui/Wall';
import styles from './Frame.module.css';
import { OfflineLine } from './OfflineLine';
import { rememberAccount } from './remembered';
import { SignInPage } from './SignInPage';
import { sectionOf, sectionsOf } from './sections';
import { useLink } from './useLink';

/** The journal's frame: the sign-in, or the sections of the person's roles and the open page. */
export function Frame() {
  const me = useJournalMe();
  const isSignedIn = me.data === undefined ? undefined : me.data !== null;
  useEffect(() => {
    if (isSignedIn !== undefined) rememberAccount(isSignedIn);
  }, [isSignedIn]);
  // Who is there is not known yet: nothing of the sign-in may take a press that is meant for the journal.
  const lost = lostConnection(me);
  if (lost) {
    return (
      <Stage section={t('journal.section')} home="/journal">
        <ErrorState failure={lost} onRetry={() => void me.refetch()} />
      </Stage>
    );
  }
  if (me.isPending) return <PageSkeleton />;
  if (!me.data) return <SignInPage />;
  return (
    <MeProvider me={me.data}>
      {/* Another account finds nothing of the former one's on the page. */}
      <Opened key={me.data.account_id} />
    </MeProvider>
  );
}

const joinedCalls = routeQuery('/api/journal/joined-calls', {});

function returnToCall(callId: string): void {
  window.location.assign(`/call/${callId}?now=true`);
}

function Opened() {
  const me = useMe();
  const go = useGo();
  const client = useQueryClient();
  const phase = useLive((updates) => applyInboxUpdates(client, 'journal', updates));
  const signOut = useJournalSignOut();
  const { link } = useLink();
  const { data: joined } = useQuery({ ...joinedCalls, staleTime: 0 });
  useRenewal(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const unread = useUnreadNotifications('journal');
  const open = ({ key, href }: Section) => (key === 'messenger' ? window.location.assign(href) : go(href));
  return (
    <AppShell sections={shownSections(me, unread)} current={sectionOf(path, me.roles)} onOpen={open}>
      <div className={styles['page']}>
        <JournalHeader me={me} onLink={() => link()} onSignOut={() => signOut.mutate()} />
        <OfflineLine phase={phase} />
        <ReturnStrip calls={joined ?? []} onReturn={returnToCall} />
        <Wall place="page" size="pane" of={path}>
          <Outlet />
        </Wall>
      </div>
    </AppShell>
  );
}

function shownSections({ roles }: JournalMe, unread: number): readonly Section[] {
  return [
    ...sectionsOf(roles).map(
      (key): Section => ({ key, title: t(`journal.section.${key}`), ...SECTIONS[key] }),
    ),
    {
      key: 'notifications',
      title: t('notifications.title'),
      href: '/journal/notifications',
      icon: <Icon28Notifications />,
      count: unread,
      isApart: true,
    },
    {
      key: 'messenger',
      title: t('journal.messenger'),
      href: '/',
      icon: <Icon28MessageOutline />,
      isApart: true,
    },
  ];
}

const SECTIONS = {
  home: { href: '/journal', icon: <Icon28HomeOutline /> },
  timetable: { href: '/journal/timetable', icon: <Icon28CalendarOutline /> },
  diary: { href: '/journal/diary', icon: <Icon28BookSpreadOutline /> },
  office: { href: '/journal/office', icon: <Icon28TablecellsOutline /> },
} as const;
