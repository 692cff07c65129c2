import type { ComponentType } from 'react';
import { isForbiddenToAll, type Right } from '@/data/call/roster';
import type { ParticipantRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';
import type { CallPanel } from '../panels/panel';
import type { CallSession } from '../session/session';
import type { CallSnapshot } from '../session/snapshot';

/** The groups of the bar, in their order. */
export const GROUPS = ['media', 'lesson', 'view', 'leave'] as const;

export type Sign = ComponentType<{
  readonly width?: number;
  readonly height?: number;
  readonly 'aria-hidden'?: boolean;
}>;

/** What decides which controls there are, and how they look. */
export interface ControlFacts {
  readonly snapshot: CallSnapshot;
  readonly me: ParticipantRead;
  /** True if there is a chat beside the stage and a messenger to return to. Guests have neither. */
  readonly hasMessenger: boolean;
  readonly isFullScreen: boolean;
  /** What the browser can do; what it cannot is not offered. */
  readonly browser: { readonly canShareScreen: boolean; readonly canFillScreen: boolean };
  /** The name of the control above which something is open. */
  readonly opened: string | undefined;
}

/** Why a control does nothing: a sentence that says who has forbidden it. */
export interface Locked {
  readonly why: TextKey;
}

export type Availability = 'shown' | 'absent' | Locked;

/** What a control acts upon. */
export interface ControlHands {
  readonly session: CallSession;
  /** Return to the messenger; the call goes on in the small window. */
  readonly minimise: () => void;
}

export interface AboveProps {
  readonly session: CallSession;
  readonly onClose: () => void;
}

/** A control of the call. Each is one file of this folder, which exports it as `control`. */
export interface CallControl {
  /** Its name, which no other control has. */
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  /** Its place in the group: those with lower numbers come first. */
  readonly place: number;
  /** The label under the sign. */
  readonly label: TextKey;
  /** What a press does, when off and when on. */
  readonly does: readonly [off: TextKey, on: TextKey];
  readonly sign: readonly [off: Sign, on: Sign];
  /** The letter that presses it, as on a Latin keyboard. */
  readonly key?: string;
  /** A device is red while it is off; what ends something is red always. */
  readonly tone?: 'device' | 'danger';
  /** On a phone it is in the bar itself, not under «Ещё». */
  readonly isFirst?: boolean;
  /** The small window has it, too. */
  readonly isInMini?: boolean;
  /** Without it, the control is always shown. */
  readonly shows?: (facts: ControlFacts) => Availability;
  /** Without it, a control is on while its panel, or what it opens above itself, is open. */
  readonly isOn?: (facts: ControlFacts) => boolean;
  /** The number of things behind it that wait for attention. */
  readonly count?: (facts: ControlFacts) => number;
  /** What a press does. */
  readonly press?: (hands: ControlHands) => unknown;
  /** The panel that a press opens or closes. */
  readonly panel?: CallPanel;
  /** What a press opens above the control, or closes; undefined: `press` is run instead. */
  readonly above?: (facts: ControlFacts) => ComponentType<AboveProps> | undefined;
}

/** Return a rule by which a control is locked without this right: forbidden to all, or to this person. */
export function byRight(right: Right, toAll: TextKey, toYou: TextKey): (facts: ControlFacts) => Availability {
  return ({ me, snapshot }) =>
    me.rights[right] ? 'shown' : { why: isForbiddenToAll(snapshot.roster, right) ? toAll : toYou };
}
