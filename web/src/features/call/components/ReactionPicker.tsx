import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { MenuItem, MenuList } from '@/shared/ui/MenuList';
import { usePopup } from '@/shared/ui/popup';
import { useAttempt } from '@/shared/ui/useAttempt';
import type { AboveProps } from '../controls/control';
import { REACTIONS } from '../model/reactions';
import styles from './ReactionPicker.module.css';

/** The six reactions, above their control. It stays open, so that one can send several. */
export function ReactionPicker({ session, onClose }: AboveProps) {
  const attempt = useAttempt();
  const picker = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // Its control is in the same place, and closes it, too.
    place.current = picker.current?.closest<HTMLElement>('[data-place]') ?? null;
  }, []);
  usePopup(onClose, place);
  useEffect(() => {
    picker.current?.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  return (
    <MenuList ref={picker} className={styles['picker']} label={t('call.reactions')} onClose={onClose}>
      {REACTIONS.map(([reaction, name]) => (
        <MenuItem
          key={reaction}
          className={styles['choice']}
          label={t(name)}
          title={t(name)}
          onClick={() => attempt(reaction, () => session.react(reaction))}
        >
          {reaction}
        </MenuItem>
      ))}
    </MenuList>
  );
}
