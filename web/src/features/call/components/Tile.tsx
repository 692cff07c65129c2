import {
  Icon16HandOutline,
  Icon16MicrophoneSlash,
  Icon16Pin,
  Icon16WifiOutline,
  Icon16WifiSlashOutline,
} from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { memo } from 'react';
import { t } from '@/shared/i18n/text';
import { Avatar } from '@/shared/ui/Avatar';
import { pictureOf } from '@/shared/ui/picture';
import { Wall } from '@/shared/ui/Wall';
import { markedName } from '../model/marked-name';
import type { ShownParticipant } from '../model/people';
import type { CallSession } from '../session/session';
import { useCallState, usePerson, usePinned, useSpeaking } from '../session/store';
import { PersonMenu } from './PersonMenu';
import { Picture } from './Picture';
import styles from './Tile.module.css';
import { TileReactions } from './TileReactions';

interface Props {
  readonly session: CallSession;
  /** The person whose tile it is. */
  readonly id: string;
  readonly appearance: 'grid' | 'strip' | 'large' | 'inset';
}

/** A tile that keeps a failure of its own to itself. */
export function WalledTile({ session, id, appearance }: Props) {
  const participant = useCallState(session, ({ roster }) => roster.participants.get(id));
  return (
    <Wall place="tile" size="row" of={participant}>
      <Tile session={session} id={id} appearance={appearance} />
    </Wall>
  );
}

/** One participant: video or initials, name, and the icons of microphone, hand, connection and speech. */
const Tile = memo(function Tile({ session, id, appearance }: Props) {
  const person = usePerson(session, id);
  const isSpeaking = useSpeaking(session, id);
  const isPinned = usePinned(session, id);
  if (!person) return null;
  const { participant, camera, isMe } = person;
  const isListed = appearance === 'grid' || appearance === 'strip';
  const name = isMe ? t('call.you') : markedName(participant);
  return (
    <div
      className={clsx(
        styles['tile'],
        (appearance === 'strip' || appearance === 'inset') && styles[appearance],
        isSpeaking && styles['speaking'],
      )}
      data-person={participant.id}
    >
      {camera ? (
        <Picture session={session} identity={camera} source="camera" isMirrored={isMe} />
      ) : (
        <span className={styles['face']}>
          <Avatar
            id={participant.profile_id ?? participant.id}
            name={participant.names ?? participant.name}
            src={pictureOf(participant.picture)}
            size={appearance === 'strip' || appearance === 'inset' ? 48 : appearance === 'large' ? 96 : 72}
          />
        </span>
      )}
      {person.hand > 0 && (
        <span className={styles['hand']}>
          <Icon16HandOutline aria-hidden />
          <span aria-hidden>{person.hand}</span>
          <VisuallyHidden>{t('call.handPlace', { place: person.hand })}</VisuallyHidden>
        </span>
      )}
      <span className={styles['plate']}>
        {!person.hasMicrophone && (
          <>
            <Icon16MicrophoneSlash className={styles['off']} aria-hidden />
            <VisuallyHidden>{t('call.isMuted')}</VisuallyHidden>
          </>
        )}
        <span className={styles['name']}>{name}</span>
        {isPinned && isListed && <Icon16Pin aria-label={t('call.isPinned')} />}
        <Connection person={person} />
      </span>
      <TileReactions session={session} id={id} />
      {isListed && (
        <div className={styles['menu']}>
          <PersonMenu session={session} id={id} name={participant.name} />
        </div>
      )}
    </div>
  );
});

function Connection({ person: { quality } }: { person: ShownParticipant }) {
  if (quality === 'weak')
    return <Icon16WifiOutline className={styles['weak']} aria-label={t('call.isWeak')} />;
  if (quality === 'lost')
    return <Icon16WifiSlashOutline className={styles['lost']} aria-label={t('call.isLost')} />;
  return null;
}
