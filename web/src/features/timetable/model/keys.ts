/** The part of a pressed key that matters here. */
export interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly defaultPrevented: boolean;
  readonly target: EventTarget | null;
}

const TYPING =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="radiogroup"], [data-own-keys]';

/** Give how many days a pressed key leads on: an arrow leads a week, unless it belongs to what has the focus. */
export function weekKeyOf(pressed: Pressed): -7 | 0 | 7 {
  if (pressed.defaultPrevented || pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey)
    return 0;
  if (pressed.target instanceof Element && pressed.target.closest(TYPING)) return 0;
  if (pressed.key === 'ArrowLeft') return -7;
  return pressed.key === 'ArrowRight' ? 7 : 0;
}
