import type { ComponentProps } from 'react';
import { IconButton } from './IconButton';

interface Props
  extends Omit<ComponentProps<'button'>, 'aria-label' | 'className' | 'name' | 'title' | 'type'> {
  /** Its name, if it shows an icon alone; words name themselves. */
  readonly name: string | undefined;
  /** The class of what differs here; of a button with words, all that it looks like. */
  readonly looks: string | undefined;
}

/** A button that opens a menu or a panel. */
export function OpeningButton({ name, looks, ...props }: Props) {
  if (name !== undefined) return <IconButton label={name} looks={looks} {...props} />;
  return <button type="button" className={looks} {...props} />;
}
