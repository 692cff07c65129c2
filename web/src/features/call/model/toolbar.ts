/** The call's toolbar. A control is one object; availability depends on rights only. */

import type { CallDuty, CallRights } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

/** What the toolbar needs to know. */
export interface Situation {
  readonly rights: CallRights;
  readonly may: readonly CallDuty[];
  /** True if I was muted and may unmute myself. */
  readonly mayUnmute: boolean;
  /** True if there is a chat beside the stage and a messenger to return to. Guests have neither. */
  readonly hasMessenger: boolean;
  /** What is on, shown or raised now. */
  readonly isOn: Readonly<Record<Toggle, boolean>>;
}

export type Toggle =
  | 'share'
  | 'board'
  | 'hand'
  | 'camera'
  | 'microphone'
  | 'chat'
  | 'people'
  | 'layout'
  | 'settings'
  | 'expand';

export type ActionName = Toggle | 'leave' | 'minimise';

/** The actions of the controls, implemented by the call's screen. */
export type Acts = Readonly<Record<ActionName, () => void>>;

export type Availability = 'shown' | 'locked' | 'absent';

export interface CallAction {
  readonly name: ActionName;
  readonly group: 'media' | 'lesson' | 'view' | 'leave';
  /** The label under the icon. */
  readonly label: TextKey;
  /** What a press does, when off and when on. */
  readonly does: readonly [TextKey, TextKey];
  readonly shortcut?: string;
  /** On a phone it is in the bar itself, not under «Ещё». */
  readonly isFirst?: boolean;
  readonly allowed: (situation: Situation) => Availability;
}

const always = (): Availability => 'shown';
const byRight =
  (right: keyof CallRights) =>
  ({ rights }: Situation): Availability =>
    rights[right] ? 'shown' : 'locked';

/** All controls, in the order of the bar. */
export const TOOLBAR: readonly CallAction[] = [
  {
    name: 'microphone',
    group: 'media',
    label: 'call.microphone',
    does: ['call.microphoneOn', 'call.microphoneOff'],
    shortcut: 'm',
    isFirst: true,
    allowed: ({ rights, mayUnmute }) => (rights.microphone || mayUnmute ? 'shown' : 'locked'),
  },
  {
    name: 'camera',
    group: 'media',
    label: 'call.camera',
    does: ['call.cameraOn', 'call.cameraOff'],
    shortcut: 'v',
    isFirst: true,
    allowed: byRight('camera'),
  },
  {
    name: 'share',
    group: 'media',
    label: 'call.share',
    does: ['call.shareOn', 'call.shareOff'],
    allowed: byRight('screen'),
  },
  {
    name: 'hand',
    group: 'lesson',
    label: 'call.hand',
    does: ['call.handOn', 'call.handOff'],
    shortcut: 'h',
    isFirst: true,
    allowed: always,
  },
  {
    name: 'board',
    group: 'lesson',
    label: 'call.board',
    does: ['call.boardOn', 'call.boardOff'],
    allowed: ({ may }) => (may.includes('open_board') ? 'shown' : 'absent'),
  },
  {
    name: 'chat',
    group: 'lesson',
    label: 'call.chat',
    does: ['call.chatOn', 'call.chatOff'],
    isFirst: true,
    allowed: ({ hasMessenger }) => (hasMessenger ? 'shown' : 'absent'),
  },
  {
    name: 'people',
    group: 'lesson',
    label: 'call.people',
    does: ['call.peopleOn', 'call.peopleOff'],
    allowed: always,
  },
  {
    name: 'layout',
    group: 'view',
    label: 'call.layout',
    does: ['call.layoutOn', 'call.layoutOn'],
    allowed: always,
  },
  {
    name: 'settings',
    group: 'view',
    label: 'call.settings',
    does: ['call.settingsOn', 'call.settingsOff'],
    allowed: always,
  },
  {
    name: 'minimise',
    group: 'view',
    label: 'call.minimise',
    does: ['call.minimiseDo', 'call.minimiseDo'],
    allowed: ({ hasMessenger }) => (hasMessenger ? 'shown' : 'absent'),
  },
  {
    name: 'expand',
    group: 'view',
    label: 'call.expand',
    does: ['call.expandOn', 'call.expandOff'],
    allowed: always,
  },
  {
    name: 'leave',
    group: 'leave',
    label: 'call.leave',
    does: ['call.leaveDo', 'call.leaveDo'],
    isFirst: true,
    allowed: always,
  },
];

/** A control for one person now. */
export interface Control extends CallAction {
  readonly isLocked: boolean;
  readonly isActive: boolean;
  readonly perform: (acts: Acts) => void;
}

/** Return the controls of a person; a locked one is shown and explains itself. */
export function controlsFor(situation: Situation): readonly Control[] {
  return TOOLBAR.flatMap((action) => {
    const availability = action.allowed(situation);
    if (availability === 'absent') return [];
    const isLocked = availability === 'locked';
    const isActive = isToggle(action.name) && situation.isOn[action.name];
    // What is on may always be switched off.
    const perform = (acts: Acts) => (isLocked && !isActive ? undefined : acts[action.name]());
    return [{ ...action, isLocked, isActive, perform }];
  });
}

/** Return the control of a key by its physical position, for any layout. */
export function controlOf(controls: readonly Control[], code: string): Control | undefined {
  return controls.find(({ shortcut }) => shortcut !== undefined && code === `Key${shortcut.toUpperCase()}`);
}

function isToggle(name: ActionName): name is Toggle {
  return name !== 'leave' && name !== 'minimise';
}
