import { clsx } from 'clsx';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { Wall } from '@/shared/ui/Wall';
import { isSharing } from '../model/people';
import type { OverReason } from '../model/retry';
import { mayUnmute, meOf } from '../model/roster';
import { type Control, controlsFor } from '../model/toolbar';
import type { CallSession } from '../session/session';
import type { CallSnapshot, Panel } from '../session/snapshot';
import { useCallState } from '../session/store';
import styles from './CallStage.module.css';
import { Header } from './Header';
import { InvitePanel } from './InvitePanel';
import { LayoutMenu } from './LayoutMenu';
import { LeaveMenu } from './LeaveMenu';
import { PeoplePanel } from './PeoplePanel';
import { RightsPanel } from './RightsPanel';
import { SceneView } from './SceneView';
import { SettingsPanel } from './SettingsPanel';
import { SidePanel } from './SidePanel';
import { Toolbar } from './Toolbar';
import { useActs } from './useActs';
import { useAnnouncements } from './useAnnouncements';
import { useFullScreen } from './useFullScreen';
import { useLeaving } from './useLeaving';
import { useShortcuts } from './useShortcuts';
import { WarningBar } from './WarningBar';

interface Props {
  readonly session: CallSession;
  /** The chat of the call, beside the stage; a guest has none. */
  readonly chat?: ReactNode;
  /** The shared board, in place of the stage while it is open. */
  readonly board?: ReactNode;
  /** Minimises the call; a guest has no other page to go to. */
  readonly onMinimise?: () => void;
  readonly onLeft: (reason: OverReason) => void;
}

type Opened = 'layout' | 'leave' | undefined;

/** The whole screen of a running call. Always dark. */
export function CallStage({ session, chat, board, onMinimise, onLeft }: Props) {
  const phase = useCallState(session, (snapshot) => snapshot.phase);
  const mayEnd = useCallState(session, ({ roster }) => roster.may.includes('end'));
  const waiting = useCallState(session, waitingCount);
  const area = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const close = useCallback(() => setOpened(undefined), []);
  const acts = useActs(session, {
    onLayout: useCallback(() => setOpened((before) => (before === 'layout' ? undefined : 'layout')), []),
    onLeave: useCallback(() => {
      if (mayEnd) setOpened((before) => (before === 'leave' ? undefined : 'leave'));
      else void session.leave();
    }, [session, mayEnd]),
    onMinimise: useCallback(() => onMinimise?.(), [onMinimise]),
  });
  const controls = useControls(session, opened === 'layout', onMinimise !== undefined);
  useShortcuts(session, controls, acts);
  useLeaving(session, onLeft);
  const announcements = useAnnouncements(session);
  return (
    <main
      className={clsx('vkui--vkBase--dark', styles['stage'])}
      aria-label={t('call.region')}
      data-phase={phase}
    >
      <Header session={session} />
      <div className={styles['middle']}>
        <div ref={area} className={styles['area']}>
          <Wall place="stage" size="pane">
            <SceneView session={session} area={area} board={board} />
          </Wall>
          <WarningBar session={session} announcements={announcements} />
        </div>
        <Side session={session} chat={chat} />
      </div>
      <Toolbar
        controls={controls}
        acts={acts}
        counts={{ people: waiting }}
        above={{
          layout: opened === 'layout' && <LayoutMenu session={session} onClose={close} />,
          leave: opened === 'leave' && <LeaveMenu session={session} onClose={close} />,
        }}
      />
    </main>
  );
}

/** The raised hands, and the people in the lobby. */
function waitingCount({ people, roster }: CallSnapshot): number {
  return people.filter(({ hand }) => hand > 0).length + roster.knocks.size;
}

function useControls(session: CallSession, isLayoutOpen: boolean, hasMessenger: boolean): readonly Control[] {
  const { roster, own, peers, panel } = useCallState(session, ({ roster, own, peers, panel }) => ({
    roster,
    own,
    peers,
    panel,
  }));
  const isFull = useFullScreen();
  return useMemo(() => {
    const me = meOf(roster);
    if (!me) return [];
    return controlsFor({
      rights: me.rights,
      may: roster.may,
      mayUnmute: mayUnmute(roster),
      hasMessenger,
      isOn: {
        microphone: own.microphone,
        camera: own.camera,
        share: isSharing(roster, peers),
        hand: me.hand_raised_at !== null,
        board: roster.call.is_board_open,
        chat: panel === 'chat',
        people: panel === 'people',
        settings: panel === 'settings',
        layout: isLayoutOpen,
        expand: isFull,
      },
    });
  }, [roster, own, peers, panel, isLayoutOpen, isFull, hasMessenger]);
}

interface SideProps {
  readonly session: CallSession;
  readonly chat: ReactNode;
}

function Side({ session, chat }: SideProps) {
  const panel = useCallState(session, (snapshot) => snapshot.panel);
  if (!panel) return null;
  const contents: Readonly<Record<Panel, ReactNode>> = {
    chat,
    people: <PeoplePanel session={session} />,
    rights: <RightsPanel session={session} />,
    settings: <SettingsPanel session={session} />,
    invite: <InvitePanel session={session} />,
  };
  return (
    <SidePanel
      key={panel}
      title={t(`call.panel.${panel}`)}
      isRoomy={panel === 'rights' || panel === 'chat'}
      onClose={() => session.open(undefined)}
    >
      {contents[panel]}
    </SidePanel>
  );
}
