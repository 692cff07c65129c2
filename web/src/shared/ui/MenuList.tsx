import type { ComponentProps } from 'react';
import { keysOfMenu } from './keyboard';

interface ListProps extends Omit<ComponentProps<'div'>, 'role' | 'aria-label' | 'onKeyDown'> {
  readonly label: string;
  readonly onClose: () => void;
}

/** The list of a menu: one tab stop, in which arrow keys move; Escape and Tab close it. */
export function MenuList({ label, onClose, ...props }: ListProps) {
  return <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={keysOfMenu(onClose)} {...props} />;
}

interface ItemProps extends Omit<ComponentProps<'button'>, 'role' | 'type' | 'aria-label'> {
  /** Its name, where it shows an icon or an emoji alone. */
  readonly label?: string | undefined;
  /** Whether it is chosen, of an item that can be. */
  readonly isChosen?: boolean;
}

const PLAIN = { role: 'menuitem' } as const;

/** An item of a menu. */
export function MenuItem({ label, isChosen, ...props }: ItemProps) {
  return (
    <button
      type="button"
      {...(isChosen === undefined ? PLAIN : { role: 'menuitemcheckbox', 'aria-checked': isChosen })}
      aria-label={label}
      data-stop
      tabIndex={-1}
      {...props}
    />
  );
}
