import { clsx } from 'clsx';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import styles from './Menu.module.css';
import { MenuItem, MenuList } from './MenuList';
import { usePopup } from './popup';

/** An item of a menu. */
export interface MenuChoice {
  readonly key: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly isDestructive?: boolean;
  /** True if a press only says why it does nothing. */
  readonly isLocked?: boolean;
  readonly onChoose: () => void;
}

interface Props {
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly onClose: () => void;
}

/** A menu below its button, right-aligned. Escape, Tab, a press elsewhere and «Back» close it. */
export function Menu({ label, choices, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const around = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    around.current = menu.current?.parentElement ?? null;
  }, []);
  usePopup(onClose, around);
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[data-stop]')?.focus({ preventScroll: true });
  }, []);
  return (
    <MenuList ref={menu} className={styles['menu']} label={label} onClose={onClose}>
      {choices.map(({ key, title, icon, isDestructive, isLocked, onChoose }) => (
        <MenuItem
          key={key}
          className={clsx(
            styles['choice'],
            isDestructive && styles['destructive'],
            isLocked && styles['locked'],
          )}
          aria-disabled={isLocked}
          onClick={() => {
            onClose();
            onChoose();
          }}
        >
          {icon}
          {title}
        </MenuItem>
      ))}
    </MenuList>
  );
}
