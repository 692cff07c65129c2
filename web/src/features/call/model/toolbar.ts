/** The call's toolbar. A control is one object; people differ by rights, not by code. */

import type { CallDutiesRead, CallRights } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

/** What the toolbar needs to know. */
export interface Situation {
  readonly rights: CallRights;
  readonly may: CallDutiesRead;
  /** Whether I was muted and may lift that myself. */
  readonly mayUnmute: boolean;
  /** Whether there is a chat to show beside the picture, and a messenger to go back to. Guests have neither. */
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

/** What a control does; the call's screen says how. */
export type Acts = Readonly<Record<ActionName, () => void>>;

export type Availability = 'shown' | 'locked' | 'absent';

export interface CallAction {
  readonly name: ActionName;
  readonly group: 'media' | 'lesson' | 'view' | 'leave';
  /** The word under the picture. */
  readonly label: TextKey;
  /** What a press does, off and on. */
  readonly does: readonly [TextKey, TextKey];
  readonly shortcut?: string;
  /** On a phone it stands in the bar itself, not under «Ещё». */
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
    allowed: ({ may }) => (may.open_board ? 'shown' : 'absent'),
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

/** A control as one person sees it now. */
export interface Control extends CallAction {
  readonly isLocked: boolean;
  readonly isActive: boolean;
  readonly perform: (acts: Acts) => void;
}

/** Give the controls that a person sees; a locked one is drawn and says why nothing comes of it. */
export function controlsFor(situation: Situation): readonly Control[] {
  return TOOLBAR.flatMap((action) => {
    const availability = action.allowed(situation);
    if (availability === 'absent') return [];
    const isLocked = availability === 'locked';
    const isActive = isToggle(action.name) && situation.isOn[action.name];
    // What is on already may always be put out.
    const perform = (acts: Acts) => (isLocked && !isActive ? undefined : acts[action.name]());
    return [{ ...action, isLocked, isActive, perform }];
  });
}

/** Give the control of a key by its place on the keyboard: a Russian layout has other letters there. */
export function controlOf(controls: readonly Control[], code: string): Control | undefined {
  return controls.find(({ shortcut }) => shortcut !== undefined && code === `Key${shortcut.toUpperCase()}`);
}

function isToggle(name: ActionName): name is Toggle {
  return name !== 'leave' && name !== 'minimise';
}
