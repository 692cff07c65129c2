import { Icon20MoreHorizontal } from '@vkontakte/icons';
import { type ReactNode, useState } from 'react';
import { Menu, type MenuChoice } from './Menu';
import styles from './MenuButton.module.css';
import { OpeningButton } from './OpeningButton';

interface Props {
  /** The name of the button and of its menu. */
  readonly label: string;
  /** The class of the button. */
  readonly looks?: string | undefined;
  /** What the button shows; three dots otherwise. */
  readonly sign?: ReactNode;
  /** True if the words in `sign` name the button. */
  readonly hasWords?: boolean;
  readonly isDisabled?: boolean;
  /** The choices, or how to build them when the menu is opened. */
  readonly choices: readonly MenuChoice[] | (() => readonly MenuChoice[]);
}

/** A button that opens a menu. */
export function MenuButton({ label, looks, sign, hasWords = false, isDisabled = false, choices }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles['place']}>
      <OpeningButton
        name={hasWords ? undefined : label}
        looks={looks}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={() => setIsOpen(!isOpen)}
      >
        {sign ?? <Icon20MoreHorizontal />}
      </OpeningButton>
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
