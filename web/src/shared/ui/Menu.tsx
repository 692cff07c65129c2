import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import { keysOfMenu } from './keyboard';
import styles from './Menu.module.css';

/** An item of a menu. */
export interface MenuChoice {
  readonly key: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly isDestructive?: boolean;
  readonly onChoose: () => void;
}

interface Props {
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly onClose: () => void;
}

/** A menu below its button, right-aligned. Escape, Tab and a press elsewhere close it. */
export function Menu({ label, choices, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLElement>('[data-stop]')?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.parentElement?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [onClose]);
  return (
    <div
      ref={menu}
      className={styles['menu']}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={keysOfMenu(onClose)}
    >
      {choices.map(({ key, title, icon, isDestructive, onChoose }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          data-stop
          tabIndex={-1}
          className={clsx(styles['choice'], isDestructive && styles['destructive'])}
          onClick={() => {
            onClose();
            onChoose();
          }}
        >
          {icon}
          {title}
        </button>
      ))}
    </div>
  );
}
