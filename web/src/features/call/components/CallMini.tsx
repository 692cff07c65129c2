import { Icon24Fullscreen } from '@vkontakte/icons';
import { useMemo } from 'react';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import type { Large } from '../model/layout';
import { titleOf } from '../model/people';
import type { OverReason } from '../model/retry';
import { mayUnmute, meOf } from '../model/roster';
import type { CallSession } from '../session/session';
import { useCallSnapshot } from '../session/store';
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
  const snapshot = useCallSnapshot(session);
  const { layout, people } = useScene(session, snapshot, ROOM, 'speaker');
  const { noteFailure } = useOverlays();
  const drag = useDrag();
  useLeaving(session, snapshot.over, onLeft);
  useAnnouncements(session);
  const { own, roster } = snapshot;
  const rights = meOf(roster)?.rights;
  const large = useMemo<Large | undefined>(() => {
    if (layout.large?.type !== 'board')
      return layout.large ?? (people[0] && { type: 'person', person: people[0] });
    const person = people.find(({ isMe }) => !isMe) ?? people[0];
    return person && { type: 'person', person };
  }, [layout.large, people]);
  const act = (doing: Promise<unknown>) => void doing.catch(noteFailure);
  const title = titleOf(roster) || t('call.untitled');
  return (
    <section
      className={`vkui--vkBase--dark ${styles['mini']}`}
      aria-label={t('call.miniRegion', { title })}
      {...drag}
    >
      <div className={styles['picture']}>
        {large?.type === 'share' && (
          <Picture session={session} identity={large.share.identity} source="screen" />
        )}
        {large?.type === 'person' && <Tile session={session} person={large.person} appearance="inset" />}
        {snapshot.phase !== 'connected' && (
          <p className={styles['phase']} role="status">
            {t(snapshot.phase === 'connecting' ? 'call.phase.connecting' : 'call.phase.reconnecting')}
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
      className={looks.filter(Boolean).join(' ')}
      disabled={isDisabled}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Sign width={22} height={22} aria-hidden />
    </button>
  );
}
