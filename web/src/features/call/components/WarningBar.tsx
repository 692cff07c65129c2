import { Icon20Cancel } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import { meOf } from '@/data/call/roster';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { IconButton } from '@/shared/ui/IconButton';
import { useAttempt } from '@/shared/ui/useAttempt';
import { type CallWarning, warningsOf } from '../model/warnings';
import { panel as settings } from '../panels/settings';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import type { ShownAnnouncement } from './useAnnouncements';
import styles from './WarningBar.module.css';

interface Props {
  readonly session: CallSession;
  readonly announcements: readonly ShownAnnouncement[];
  /** What the page has to tell of the call. */
  readonly children?: ReactNode;
}

/** The one place of notices: the connection, warnings with their remedies, and for a moment the announcements. */
export function WarningBar({ session, announcements, children }: Props) {
  const phase = useCallState(session, (snapshot) => snapshot.phase);
  const warnings = useCallState(session, ({ own, devices, dismissed, roster, ...snapshot }) =>
    warningsOf({
      phase: snapshot.phase,
      media: own,
      mayMicrophone: meOf(roster)?.rights.microphone ?? false,
      lowTraffic: devices.lowTraffic,
      dismissed,
    }),
  );
  return (
    <div className={styles['bar']}>
      <div role="status" className={styles['status']}>
        {(phase === 'reconnecting' || phase === 'connecting') && (
          <p className={styles['warning']}>{t(`call.phase.${phase}`)}</p>
        )}
      </div>
      {children}
      <Closing session={session} />
      <Sharing session={session} />
      {warnings.slice(0, 2).map((warning) => (
        <Shown key={warning.name} warning={warning} session={session} />
      ))}
      {announcements.map(({ key, words }) => (
        <p key={key} className={styles['warning']}>
          {words}
        </p>
      ))}
    </div>
  );
}

/** «Учитель вышел», as long as they are away, and when the call closes without them. */
function Closing({ session }: { session: CallSession }) {
  const closesAt = useCallState(session, ({ roster }) => roster.call.closes_at);
  if (closesAt === null) return null;
  return (
    <p className={styles['warning']} role="status">
      {t('call.closesAt', { time: timeOfDay(closesAt) })}
    </p>
  );
}

/** «Вы показываете экран», also under an open board, with the way to stop. */
function Sharing({ session }: { session: CallSession }) {
  const isSharing = useCallState(session, ({ own }) => own.screen);
  const attempt = useAttempt();
  if (!isSharing) return null;
  return (
    <div className={styles['warning']} role="status">
      <span>{t('call.youShare')}</span>
      <button
        type="button"
        className={styles['help']}
        onClick={() => attempt('share', () => session.setScreen(false))}
      >
        {t('call.stopSharing')}
      </button>
    </div>
  );
}

const REMEDIES: Readonly<Record<NonNullable<CallWarning['remedy']>, TextKey>> = {
  startSound: 'call.remedy.startSound',
  askMicrophone: 'call.remedy.ask',
  askCamera: 'call.remedy.ask',
  unmute: 'call.microphoneOn',
  settings: 'call.remedy.settings',
  saveTraffic: 'call.remedy.saveTraffic',
};

function Shown({
  warning: { name, reason, remedy },
  session,
}: {
  warning: CallWarning;
  session: CallSession;
}) {
  const attempt = useAttempt();
  const help = async () => {
    if (remedy === 'startSound') await session.startSound();
    if (remedy === 'askMicrophone' || remedy === 'unmute') await session.setMicrophone(true);
    if (remedy === 'askCamera') await session.setCamera(true);
    if (remedy === 'settings') session.open(settings);
    if (remedy === 'saveTraffic') await session.chooseDevices({ lowTraffic: true });
  };
  return (
    <div className={styles['warning']} role="status">
      <span>
        {t(`call.warning.${name}`)}
        {reason && <span className={styles['why']}> {t(`call.refusal.${reason}`)}</span>}
      </span>
      {remedy && (
        <button type="button" className={styles['help']} onClick={() => attempt(name, help)}>
          {t(REMEDIES[remedy])}
        </button>
      )}
      <IconButton looks={styles['close']} label={t('call.dismiss')} onClick={() => session.dismiss(name)}>
        <Icon20Cancel />
      </IconButton>
    </div>
  );
}
