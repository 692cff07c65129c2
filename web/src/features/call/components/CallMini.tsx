import { Icon24Fullscreen } from '@vkontakte/icons';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { titleOf } from '@/shared/person/person';
import { IconButton } from '@/shared/ui/IconButton';
import { Wall } from '@/shared/ui/Wall';
import { type ControlState, controlOf } from '../controls';
import { otherNameOf } from '../model/people';
import type { OverReason } from '../model/retry';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './CallMini.module.css';
import { ControlSign, wordsOf } from './ControlSign';
import { Count, withCount } from './Count';
import { Picture } from './Picture';
import { WalledTile } from './Tile';
import { useAnnouncements } from './useAnnouncements';
import { type Press, useControls } from './useControls';
import { useDrag } from './useDrag';
import { useLeaving } from './useLeaving';
import { useScene } from './useScene';

interface Props {
  readonly session: CallSession;
  /** What else the call tells, below the state of its connection. */
  readonly notices?: ReactNode;
  readonly onExpand: () => void;
  readonly onLeft: (reason: OverReason) => void;
}

const ROOM = { width: 288, height: 162 };

/** The call in a small movable window: the speaker, and the main controls. */
export function CallMini({ session, notices, onExpand, onLeft }: Props) {
  const phase = useCallState(session, (snapshot) => snapshot.phase);
  const title =
    useCallState(session, ({ roster }) => titleOf(roster.call, otherNameOf(roster))) || t('call.untitled');
  const isSharing = useCallState(session, ({ own }) => own.screen);
  const told: TextKey | undefined =
    phase === 'connecting' || phase === 'reconnecting'
      ? `call.phase.${phase}`
      : isSharing
        ? 'call.youShare'
        : undefined;
  const { controls, press } = useControls(session, { isMini: true });
  const waiting = controls.reduce((sum, { count }) => sum + count, 0);
  const drag = useDrag();
  useLeaving(session, onLeft);
  const newest = useAnnouncements(session).at(-1);
  const shown = controls.filter(({ name }) => controlOf(name).isInMini);
  const inBar = shown.filter(({ name }) => controlOf(name).group !== 'leave');
  const atEnd = shown.filter(({ name }) => controlOf(name).group === 'leave');
  return (
    <section
      className={clsx('vkui--vkBase--dark', styles['mini'])}
      aria-label={t('call.miniRegion', { title })}
      {...drag}
    >
      <div className={styles['picture']}>
        <Speaker session={session} />
        <div className={styles['notices']}>
          {told && (
            <p className={styles['phase']} role="status">
              {t(told)}
            </p>
          )}
          {notices}
          {newest && (
            <p key={newest.key} className={clsx(styles['phase'], styles['news'])}>
              {newest.words}
            </p>
          )}
        </div>
      </div>
      <div className={styles['bar']}>
        {inBar.map((state) => (
          <MiniButton key={state.name} state={state} press={press} />
        ))}
        <div className={styles['place']}>
          <button
            type="button"
            className={styles['expand']}
            aria-label={withCount(t('call.back'), waiting)}
            onClick={onExpand}
          >
            <Icon24Fullscreen width={20} height={20} aria-hidden />
            <span>{t('call.back')}</span>
          </button>
          <Count count={waiting} looks={styles['count']} />
        </div>
        {atEnd.map((state) => (
          <MiniButton key={state.name} state={state} press={press} />
        ))}
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
    const { identity } = large.share;
    return (
      <Wall place="tile" size="row" of={identity}>
        <Picture session={session} identity={identity} source="screen" />
      </Wall>
    );
  }
  const id = large?.type === 'person' ? large.id : large ? other : me;
  return id === undefined ? null : <WalledTile session={session} id={id} appearance="inset" />;
}

interface ButtonProps {
  readonly state: ControlState;
  readonly press: Press;
}

function MiniButton({ state, press }: ButtonProps) {
  const { name, isOn, locked } = state;
  const { tone } = controlOf(name);
  const looks = [
    styles['button'],
    tone === 'danger' && styles['red'],
    tone === 'device' && !isOn && styles['off'],
    locked && styles['locked'],
  ];
  const label = wordsOf(state);
  return (
    <IconButton
      looks={clsx(looks)}
      aria-disabled={locked !== undefined}
      label={label}
      onClick={() => press(name)}
    >
      <ControlSign state={state} size={22} />
    </IconButton>
  );
}
