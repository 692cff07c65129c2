/** The used properties of a key event. */
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

/** Return by how many days a key moves: an arrow moves a week, unless the focused element uses it. */
export function weekKeyOf(pressed: Pressed): -7 | 0 | 7 {
  if (pressed.defaultPrevented || pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey)
    return 0;
  if (pressed.target instanceof Element && pressed.target.closest(TYPING)) return 0;
  if (pressed.key === 'ArrowLeft') return -7;
  return pressed.key === 'ArrowRight' ? 7 : 0;
}
