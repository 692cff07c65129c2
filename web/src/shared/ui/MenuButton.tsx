import { Icon20MoreHorizontal } from '@vkontakte/icons';
import { useState } from 'react';
import { Menu, type MenuChoice } from './Menu';
import styles from './MenuButton.module.css';

interface Props {
  readonly label: string;
  /** The class of the button. */
  readonly looks?: string | undefined;
  /** The choices, or how to build them when the menu is opened. */
  readonly choices: readonly MenuChoice[] | (() => readonly MenuChoice[]);
}

/** A button with three dots that opens a menu. */
export function MenuButton({ label, looks, choices }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles['place']}>
      <button
        type="button"
        className={looks}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon20MoreHorizontal />
      </button>
      {isOpen && (
        <Menu
          label={label}
          onClose={() => setIsOpen(false)}
          choices={typeof choices === 'function' ? choices() : choices}
        />
      )}
    </div>
  );
}
