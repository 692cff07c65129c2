import { type ReactNode, useId } from 'react';
import { IconButton } from './IconButton';
import styles from './Switch.module.css';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly isFixed?: boolean;
  readonly onTurn: (isOn: boolean) => void;
}

/** A switch that applies at once. */
export function Switch({ label, hint, isOn, isFixed = false, onTurn }: Props) {
  const id = useId();
  return (
    <label className={styles['row']}>
      <span>
        {label}
        {hint && (
          <span id={id} className={styles['hint']}>
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles['switch']}
        checked={isOn}
        disabled={isFixed}
        aria-checked={isOn}
        aria-label={label}
        aria-describedby={hint ? id : undefined}
        onChange={({ target }) => onTurn(target.checked)}
      />
    </label>
  );
}

interface IconProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly looks?: string | undefined;
  readonly onTurn: () => void;
  readonly children: ReactNode;
}

/** A switch that shows an icon alone. */
export function IconSwitch({ label, isOn, looks, onTurn, children }: IconProps) {
  return (
    <IconButton role="switch" aria-checked={isOn} label={label} looks={looks} onClick={onTurn}>
      {children}
    </IconButton>
  );
}
