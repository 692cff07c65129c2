import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { isSharing } from '../model/people';
import type { OverReason } from '../model/retry';
import { mayUnmute, meOf } from '../model/roster';
import { type Control, controlsFor } from '../model/toolbar';
import type { CallPicture, Panel } from '../session/picture';
import type { CallSession } from '../session/session';
import { usePicture } from '../session/store';
import styles from './CallStage.module.css';
import { Header } from './Header';
import { InvitePanel } from './InvitePanel';
import { LayoutMenu } from './LayoutMenu';
import { LeaveMenu } from './LeaveMenu';
import { WarningBar } from './WarningBar';
import { PeoplePanel } from './PeoplePanel';
import { RightsPanel } from './RightsPanel';
import { SceneView } from './SceneView';
import { SettingsPanel } from './SettingsPanel';
import { SidePanel } from './SidePanel';
import { Toolbar } from './Toolbar';
import { useActs } from './useActs';
import { useFullScreen } from './useFullScreen';
import { useLeaving } from './useLeaving';
import { useSayings } from './useSayings';
import { type Scene, useRoom, useScene } from './useScene';
import { useShortcuts } from './useShortcuts';

interface Props {
  readonly session: CallSession;
  /** The chat of the call, beside the picture; a guest has none. */
  readonly chat?: ReactNode;
  /** The shared board, in place of the picture while it is open. */
  readonly board?: ReactNode;
  /** Goes on in a small window; a guest has nowhere to go meanwhile. */
  readonly onMinimise?: () => void;
  readonly onLeft: (reason: OverReason) => void;
}

type Opened = 'layout' | 'leave' | undefined;

/** The whole screen of a running call. Always dark. */
export function CallStage({ session, chat, board, onMinimise, onLeft }: Props) {
  const picture = usePicture(session);
  const area = useRef<HTMLDivElement>(null);
  const room = useRoom(area);
  const scene = useScene(session, picture, room);
  const [opened, setOpened] = useState<Opened>();
  const close = useCallback(() => setOpened(undefined), []);
  const mayEnd = picture.roster.may.end;
  const acts = useActs(session, {
    onLayout: useCallback(() => setOpened((before) => (before === 'layout' ? undefined : 'layout')), []),
    onLeave: useCallback(() => {
      if (mayEnd) setOpened((before) => (before === 'leave' ? undefined : 'leave'));
      else void session.leave();
    }, [session, mayEnd]),
    onMinimise: useCallback(() => onMinimise?.(), [onMinimise]),
  });
  const controls = useControls(picture, opened === 'layout', onMinimise !== undefined);
  useShortcuts(session, controls, acts);
  useLeaving(session, picture.over, onLeft);
  const sayings = useSayings(session);
  const hands = scene.people.filter(({ hand }) => hand > 0).length;
  return (
    <main
      className={`vkui--vkBase--dark ${styles['stage']}`}
      aria-label={t('call.region')}
      data-phase={picture.phase}
    >
      <Header session={session} picture={picture} count={scene.people.length} />
      <div className={styles['middle']}>
        <div ref={area} className={styles['area']}>
          <SceneView session={session} picture={picture} layout={scene.layout} board={board} />
          <WarningBar session={session} picture={picture} sayings={sayings} />
        </div>
        <Side session={session} picture={picture} scene={scene} chat={chat} />
      </div>
      <Toolbar
        controls={controls}
        acts={acts}
        counts={{ people: hands + picture.roster.knocks.size }}
        above={{
          layout: opened === 'layout' && (
            <LayoutMenu session={session} picture={picture} shares={scene.shares} onClose={close} />
          ),
          leave: opened === 'leave' && <LeaveMenu session={session} onClose={close} />,
        }}
      />
    </main>
  );
}

function useControls(picture: CallPicture, isLayoutOpen: boolean, hasMessenger: boolean): readonly Control[] {
  const { roster, own, peers, panel } = picture;
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
  readonly picture: CallPicture;
  readonly scene: Scene;
  readonly chat: ReactNode;
}

function Side({ session, picture, scene, chat }: SideProps) {
  const { panel } = picture;
  if (!panel) return null;
  const contents: Readonly<Record<Panel, ReactNode>> = {
    chat,
    people: <PeoplePanel session={session} picture={picture} people={scene.people} />,
    rights: <RightsPanel session={session} picture={picture} />,
    settings: <SettingsPanel session={session} picture={picture} />,
    invite: <InvitePanel session={session} picture={picture} />,
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
