import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import styles from './IconButton.module.css';

interface Props extends Omit<ComponentProps<'button'>, 'aria-label' | 'className' | 'type'> {
  /** Its name, read aloud; shown to the mouse, too, unless `title` is given. */
  readonly label: string;
  /** The class of what differs here. */
  readonly looks?: string | undefined;
}

/** A button that shows an icon alone, large enough for a finger. */
export function IconButton({ label, looks, title = label, ...props }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title}
      className={clsx(styles['button'], looks)}
      {...props}
    />
  );
}
