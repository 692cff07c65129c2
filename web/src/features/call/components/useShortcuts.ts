import { useEffect } from 'react';
import { type ControlState, controlOf } from '../controls';
import type { CallSession } from '../session/session';
import type { Press } from './useControls';

/** Keyboard shortcuts: the letters of the controls, and holding space to speak. None of them leaves the call. */
export function useShortcuts(session: CallSession, controls: readonly ControlState[], press: Press): void {
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
      const name = event.repeat ? undefined : nameOfKey(controls, event.code);
      if (name === undefined) return;
      event.preventDefault();
      press(name);
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
  }, [session, controls, press]);
}

/** Return the control of a key by its physical position, for any layout. */
function nameOfKey(controls: readonly ControlState[], code: string): string | undefined {
  return controls.find(({ name }) => code === `Key${controlOf(name).key?.toUpperCase()}`)?.name;
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
