import { useEffect } from 'react';
import { type Acts, type Control, controlOf } from '../model/toolbar';
import type { CallSession } from '../session/session';

/** Keyboard shortcuts of the call: M, V, H, and holding space to speak. None of them leaves the call. */
export function useShortcuts(session: CallSession, controls: readonly Control[], acts: Acts): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (isWriting(event.target)) return;
      if (event.code === 'Space') {
        if (isOnControl(event.target)) return;
        event.preventDefault();
        if (!event.repeat) void session.talk(true);
        return;
      }
      const control = event.repeat ? undefined : controlOf(controls, event.code);
      if (!control) return;
      event.preventDefault();
      control.perform(acts);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.code === 'Space') void session.talk(false);
    };
    const onBlur = () => void session.talk(false);
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
    };
  }, [session, controls, acts]);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role="textbox"], canvas') !== null
  );
}

/** Space presses a control with visible focus; a clicked control has focus, too, but no focus ring. */
function isOnControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('button:focus-visible, a:focus-visible, [role]:focus-visible')
  );
}
