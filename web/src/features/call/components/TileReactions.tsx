import { reactionsOf } from '../model/reactions';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './Reactions.module.css';

interface Props {
  readonly session: CallSession;
  readonly id: string;
}

/** The reactions of a person, over their tile for a moment. Screen readers are told separately. */
export function TileReactions({ session, id }: Props) {
  const reactions = useCallState(session, (snapshot) => reactionsOf(snapshot.reactions, id));
  if (reactions.length === 0) return null;
  return (
    <span className={styles['onTile']} data-reactions aria-hidden>
      {reactions.map(({ key, reaction }) => (
        <span key={key} className={styles['reaction']}>
          {reaction}
        </span>
      ))}
    </span>
  );
}
