import { type ComponentType, useCallback, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { canShareScreen } from '@/shared/media/devices';
import { useOverlays } from '@/shared/ui/Overlays';
import { type ControlState, controlOf, factsOf, type PageFacts, statesOf } from '../controls';
import type { AboveProps } from '../controls/control';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import { canFillScreen, useFullScreen } from './useFullScreen';

/** Run a control by its name. */
export type Press = (name: string) => void;

interface Place {
  /** Returns to the messenger, for who has one. */
  readonly onMinimise?: (() => void) | undefined;
  /** In the small window nothing is opened above a control. */
  readonly isMini?: boolean;
}

interface Controls {
  readonly controls: readonly ControlState[];
  readonly press: Press;
  /** What is open above a control. */
  readonly opened: { readonly name: string; readonly Above: ComponentType<AboveProps> } | undefined;
  readonly close: () => void;
}

/** Return the controls of this person. Pressing a locked one says why it is locked; failures are shown as notes. */
export function useControls(session: CallSession, { onMinimise, isMini = false }: Place): Controls {
  const { note, noteFailure } = useOverlays();
  const [opened, setOpened] = useState<string>();
  const isFullScreen = useFullScreen();
  const hasMessenger = onMinimise !== undefined;
  const page = { ...pageOf(hasMessenger, isFullScreen), opened };
  const controls = useCallState(session, (snapshot) => statesOf(factsOf(snapshot, page)));
  const press = useCallback(
    (name: string) => {
      const facts = factsOf(session.snapshot, pageOf(hasMessenger, isFullScreen));
      const state = statesOf(facts).find((one) => one.name === name);
      if (!facts || !state) return;
      const control = controlOf(name);
      if (state.locked) return note({ text: t(state.locked.why) });
      if (control.panel) return session.open(control.panel);
      if (!isMini && control.above?.(facts)) {
        return setOpened((before) => (before === name ? undefined : name));
      }
      const minimise = () => onMinimise?.();
      void Promise.resolve(control.press?.({ session, minimise })).catch(noteFailure);
    },
    [session, hasMessenger, isFullScreen, isMini, onMinimise, note, noteFailure],
  );
  const close = useCallback(() => setOpened(undefined), []);
  const facts = factsOf(session.snapshot, page);
  const isOpen = controls.some(({ name, locked }) => name === opened && !locked);
  const Above = opened !== undefined && facts && isOpen ? controlOf(opened).above?.(facts) : undefined;
  return {
    controls,
    press,
    opened: opened !== undefined && Above ? { name: opened, Above } : undefined,
    close,
  };
}

function pageOf(hasMessenger: boolean, isFullScreen: boolean): PageFacts {
  const browser = { canShareScreen: canShareScreen(), canFillScreen: canFillScreen() };
  return { hasMessenger, isFullScreen, browser, opened: undefined };
}
