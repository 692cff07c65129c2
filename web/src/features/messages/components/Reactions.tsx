import { VisuallyHidden } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { Avatar } from '@/shared/ui/Avatar';
import { afterChoosing, reactionOf } from '../model/reactions';
import type { ShownMessage } from '../model/shown';
import { useActs, useFact } from './conversation';
import styles from './Reactions.module.css';

const SHOWN_FACES = 3;

/** The reactions under a message: a press adds or removes the own one. */
export function Reactions({ message }: { message: ShownMessage }) {
  const { onReact } = useActs();
  const me = useFact((facts) => facts.me);
  const people = useFact((facts) => facts.people);
  const mayReact = useFact((facts) => facts.mayReact);
  const own = reactionOf(message, me);
  return message.reactions.map(({ emoji, profiles }) => {
    const names = profiles
      .map((id) => (id === me ? t('messages.you') : people.get(id)?.name))
      .filter(Boolean);
    return (
      <button
        key={emoji}
        type="button"
        className={styles['reaction']}
        aria-pressed={emoji === own}
        title={names.join(', ')}
        disabled={!mayReact}
        onClick={() => onReact(message, afterChoosing(emoji, own))}
      >
        <VisuallyHidden>
          {t('messages.reactedBy', { emoji, count: profiles.length, names: names.join(', ') })}
        </VisuallyHidden>
        <span aria-hidden className={styles['emoji']}>
          {emoji}
        </span>
        {profiles.length <= SHOWN_FACES && message.reactions.length <= 2 ? (
          <span className={styles['faces']}>
            {profiles.map((id) => {
              const person = people.get(id);
              return <Avatar key={id} id={id} size={24} name={person?.names ?? ''} src={person?.picture} />;
            })}
          </span>
        ) : (
          <span aria-hidden>{profiles.length}</span>
        )}
      </button>
    );
  });
}
