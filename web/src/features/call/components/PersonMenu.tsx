import { t } from '@/shared/i18n/text';
import { MenuButton } from '@/shared/ui/MenuButton';
import { actionsOn } from '../model/member-actions';
import type { Person } from '../model/people';
import type { CallSession } from '../session/session';
import { useCallSnapshot } from '../session/store';
import styles from './PersonMenu.module.css';
import { usePersonActs } from './usePersonActs';

interface Props {
  readonly session: CallSession;
  readonly person: Person;
  /** In a list it is on the panel, not on a video. */
  readonly isPlain?: boolean;
}

/** The menu of actions on a person. */
export function PersonMenu({ session, person, isPlain = false }: Props) {
  const { roster, view } = useCallSnapshot(session);
  const act = usePersonActs(session);
  const { pin } = view;
  const isPinned = pin?.type === 'person' && pin.id === person.id;
  const isSpotlit = roster.call.spotlight_id === person.id;
  const actions = actionsOn({ person, may: roster.may, isPinned, isSpotlit });
  return (
    <MenuButton
      label={t('call.actions', { name: person.participant.name })}
      looks={`${styles['button']} ${isPlain ? styles['plain'] : ''}`}
      choices={actions.map(({ name, label, isDestructive }) => ({
        key: name,
        title: t(label),
        isDestructive: isDestructive ?? false,
        onChoose: () => act(name, person),
      }))}
    />
  );
}
