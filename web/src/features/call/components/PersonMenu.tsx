import { memo } from 'react';
import { t } from '@/shared/i18n/text';
import { MenuButton } from '@/shared/ui/MenuButton';
import { actionsOn } from '../model/member-actions';
import type { CallSession } from '../session/session';
import styles from './PersonMenu.module.css';
import { usePersonActs } from './usePersonActs';

interface Props {
  readonly session: CallSession;
  readonly id: string;
  readonly name: string;
  /** In a list it is on the panel, not on a video. */
  readonly isPlain?: boolean;
}

/** The menu of actions on a person, built when it is opened. */
export const PersonMenu = memo(function PersonMenu({ session, id, name, isPlain = false }: Props) {
  const act = usePersonActs(session);
  const choices = () => {
    const { roster, view, people } = session.snapshot;
    const person = people.find((one) => one.id === id);
    if (!person) return [];
    const isPinned = view.pin?.type === 'person' && view.pin.id === id;
    const isSpotlit = roster.call.spotlight_id === id;
    return actionsOn({ person, may: roster.may, isPinned, isSpotlit }).map((action) => ({
      key: action.name,
      title: t(action.label),
      isDestructive: action.isDestructive ?? false,
      onChoose: () => act(action.name, person),
    }));
  };
  return (
    <MenuButton
      label={t('call.actions', { name })}
      looks={`${styles['button']} ${isPlain ? styles['plain'] : ''}`}
      choices={choices}
    />
  );
});
