import type { ComponentType, ReactNode } from 'react';
import type { TextKey } from '@/shared/i18n/keys';
import type { CallSession } from '../session/session';

export interface ControlKey {
  readonly key: string;
  readonly label: TextKey;
}

export interface PanelProps {
  readonly session: CallSession;
  /** The chat of the call; a guest has none. */
  readonly chat?: ReactNode;
  /** The letters that press controls, and what these are called. */
  readonly keys?: readonly ControlKey[];
}

/** A panel beside the stage. Each is one file of this folder, which exports it as `panel`. */
export interface CallPanel {
  /** Its name, which no other panel has. */
  readonly name: string;
  readonly title: TextKey;
  /** It needs more width than a list. */
  readonly isRoomy?: boolean;
  readonly Body: ComponentType<PanelProps>;
}
