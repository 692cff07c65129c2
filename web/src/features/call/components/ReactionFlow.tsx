import { clsx } from 'clsx';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './Reactions.module.css';

interface Props {
  readonly session: CallSession;
  /** The people whose tiles are on the page: their reactions are there. */
  readonly shown: readonly string[];
}

/** So many at one time: the latest. */
const MOST = 5;

/** The reactions of those whose tiles are not on the page, with their names. */
export function ReactionFlow({ session, shown }: Props) {
  const reactions = useCallState(session, ({ reactions, roster }) =>
    reactions
      .filter(({ participantId }) => !shown.includes(participantId))
      .slice(-MOST)
      .map(({ key, participantId, reaction }) => ({
        key,
        reaction,
        name: roster.participants.get(participantId)?.name ?? '',
      })),
  );
  if (reactions.length === 0) return null;
  return (
    <ul className={styles['flow']} data-reactions aria-hidden>
      {reactions.map(({ key, reaction, name }) => (
        <li key={key} className={clsx(styles['reaction'], styles['named'])}>
          <span className={styles['emoji']}>{reaction}</span>
          <span className={styles['name']}>{name}</span>
        </li>
      ))}
    </ul>
  );
}
