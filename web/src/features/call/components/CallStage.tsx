import { clsx } from 'clsx';
import { type ReactNode, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { Wall } from '@/shared/ui/Wall';
import { KEYS } from '../controls';
import type { OverReason } from '../model/retry';
import { panelOf } from '../panels';
import type { PanelProps } from '../panels/panel';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './CallStage.module.css';
import { Header } from './Header';
import { SceneView } from './SceneView';
import { SidePanel } from './SidePanel';
import { Toolbar } from './Toolbar';
import { useAnnouncements } from './useAnnouncements';
import { useControls } from './useControls';
import { useLeaving } from './useLeaving';
import { useShortcuts } from './useShortcuts';
import { WarningBar } from './WarningBar';

interface Props {
  readonly session: CallSession;
  /** The chat of the call, beside the stage; a guest has none. */
  readonly chat?: ReactNode;
  /** What else the call tells, among its own notices. */
  readonly notices?: ReactNode;
  /** The shared board, in place of the stage while it is open. */
  readonly board?: ReactNode;
  /** Minimises the call; a guest has no other page to go to. */
  readonly onMinimise?: () => void;
  readonly onLeft: (reason: OverReason) => void;
  /** What the call is called while nobody else has been in it. */
  readonly name?: string | undefined;
}

/** The whole screen of a running call. Always dark. */
export function CallStage({ session, chat, notices, board, onMinimise, onLeft, name }: Props) {
  const phase = useCallState(session, (snapshot) => snapshot.phase);
  const area = useRef<HTMLDivElement>(null);
  useLeaving(session, onLeft);
  return (
    <main
      className={clsx('vkui--vkBase--dark', styles['stage'])}
      aria-label={t('call.region')}
      data-phase={phase}
    >
      <Header session={session} name={name} />
      <div className={styles['middle']}>
        <div ref={area} className={styles['area']}>
          <Wall place="stage" size="pane">
            <SceneView session={session} area={area} board={board} />
          </Wall>
          <Warnings session={session}>{notices}</Warnings>
        </div>
        <Side session={session} chat={chat} />
      </div>
      <Bar session={session} onMinimise={onMinimise} />
    </main>
  );
}

/** Apart, so that what is announced draws nothing else. */
function Warnings({ session, children }: { session: CallSession; children: ReactNode }) {
  return (
    <WarningBar session={session} announcements={useAnnouncements(session)}>
      {children}
    </WarningBar>
  );
}

interface BarProps {
  readonly session: CallSession;
  readonly onMinimise: (() => void) | undefined;
}

function Bar({ session, onMinimise }: BarProps) {
  const { controls, press, opened, close } = useControls(session, { onMinimise });
  useShortcuts(session, controls, press);
  const above = opened && {
    name: opened.name,
    shown: <opened.Above session={session} onClose={close} />,
  };
  return <Toolbar controls={controls} press={press} above={above} />;
}

function Side({ session, chat }: PanelProps) {
  const panel = panelOf(useCallState(session, (snapshot) => snapshot.panel));
  if (!panel) return null;
  return (
    <SidePanel
      key={panel.name}
      title={t(panel.title)}
      isRoomy={panel.isRoomy ?? false}
      onClose={() => session.open(undefined)}
    >
      <panel.Body session={session} chat={chat} keys={KEYS} />
    </SidePanel>
  );
}
