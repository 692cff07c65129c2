import { Icon24Fullscreen } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { titleOf } from '../model/people';
import type { OverReason } from '../model/retry';
import { mayUnmute, meOf } from '../model/roster';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './CallMini.module.css';
import { SIGNS } from './icons';
import { Picture } from './Picture';
import { Tile } from './Tile';
import { useAnnouncements } from './useAnnouncements';
import { useDrag } from './useDrag';
import { useLeaving } from './useLeaving';
import { useScene } from './useScene';

interface Props {
  readonly session: CallSession;
  readonly onExpand: () => void;
  readonly onLeft: (reason: OverReason) => void;
}

const ROOM = { width: 288, height: 162 };

/** The call in a small movable window: the speaker, and the main controls. */
export function CallMini({ session, onExpand, onLeft }: Props) {
  const phase = useCallState(session, (snapshot) => snapshot.phase);
  const own = useCallState(session, (snapshot) => snapshot.own);
  const roster = useCallState(session, (snapshot) => snapshot.roster);
  const { noteFailure } = useOverlays();
  const drag = useDrag();
  useLeaving(session, onLeft);
  useAnnouncements(session);
  const rights = meOf(roster)?.rights;
  const act = (doing: Promise<unknown>) => void doing.catch(noteFailure);
  const title = titleOf(roster) || t('call.untitled');
  return (
    <section
      className={clsx('vkui--vkBase--dark', styles['mini'])}
      aria-label={t('call.miniRegion', { title })}
      {...drag}
    >
      <div className={styles['picture']}>
        <Speaker session={session} />
        {phase !== 'connected' && (
          <p className={styles['phase']} role="status">
            {t(phase === 'connecting' ? 'call.phase.connecting' : 'call.phase.reconnecting')}
          </p>
        )}
      </div>
      <div className={styles['bar']}>
        <MiniButton
          name="microphone"
          isOn={own.microphone}
          isDisabled={!rights?.microphone && !own.microphone && !mayUnmute(roster)}
          label={t(own.microphone ? 'call.microphoneOff' : 'call.microphoneOn')}
          onPress={() => act(session.setMicrophone(!own.microphone))}
        />
        <MiniButton
          name="camera"
          isOn={own.camera}
          isDisabled={!rights?.camera && !own.camera}
          label={t(own.camera ? 'call.cameraOff' : 'call.cameraOn')}
          onPress={() => act(session.setCamera(!own.camera))}
        />
        <button type="button" className={styles['expand']} onClick={onExpand}>
          <Icon24Fullscreen width={20} height={20} aria-hidden />
          {t('call.back')}
        </button>
        <MiniButton name="leave" isOn label={t('call.leaveDo')} onPress={() => act(session.leave())} />
      </div>
    </section>
  );
}

/** The shared screen or the speaker; the board is not shown in the small. */
function Speaker({ session }: { session: CallSession }) {
  const { large } = useScene(session, ROOM, 'speaker');
  const other = useCallState(session, ({ people }) => (people.find(({ isMe }) => !isMe) ?? people[0])?.id);
  const me = useCallState(session, ({ people }) => people[0]?.id);
  if (large?.type === 'share') {
    return <Picture session={session} identity={large.share.identity} source="screen" />;
  }
  const id = large?.type === 'person' ? large.id : large ? other : me;
  return id === undefined ? null : <Tile session={session} id={id} appearance="inset" />;
}

interface ButtonProps {
  readonly name: 'microphone' | 'camera' | 'leave';
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly label: string;
  readonly onPress: () => void;
}

function MiniButton({ name, isOn, isDisabled = false, label, onPress }: ButtonProps) {
  const Sign = SIGNS[name][isOn ? 1 : 0];
  const looks = [styles['button'], name === 'leave' ? styles['red'] : !isOn && styles['off']];
  return (
    <button
      type="button"
      className={clsx(looks)}
      disabled={isDisabled}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Sign width={22} height={22} aria-hidden />
    </button>
  );
}
