import { meOf } from '@/data/call/roster';
import type { ControlKey } from '../panels/panel';
import type { CallSnapshot } from '../session/snapshot';
import { type CallControl, type ControlFacts, GROUPS, type Locked } from './control';

const FILES = import.meta.glob<{ readonly control: CallControl }>(['./*.tsx', '!./*.test.tsx'], {
  eager: true,
});

/** All controls, in the order of the bar. */
export const CONTROLS: readonly CallControl[] = Object.values(FILES)
  .map(({ control }) => control)
  .sort((one, other) => rank(one) - rank(other));

/** The letters that press controls. */
export const KEYS: readonly ControlKey[] = CONTROLS.flatMap(({ key, label }) => (key ? { key, label } : []));

/** A control as it is for one person now. */
export interface ControlState {
  readonly name: string;
  readonly isOn: boolean;
  /** Why a press does nothing. What is on may always be switched off. */
  readonly locked: Locked | undefined;
  readonly count: number;
}

/** What the page adds to the state of the call. */
export type PageFacts = Omit<ControlFacts, 'snapshot' | 'me'>;

/** Return the control of this name. */
export function controlOf(name: string): CallControl {
  const found = CONTROLS.find((control) => control.name === name);
  if (!found) throw new Error(`no control is called ${name}`);
  return found;
}

/** Return the facts of a call, or undefined for who is not in it. */
export function factsOf(snapshot: CallSnapshot, page: PageFacts): ControlFacts | undefined {
  const me = meOf(snapshot.roster);
  return me && { ...page, snapshot, me };
}

/** Return the controls that a person has now, in the order of the bar. */
export function statesOf(facts: ControlFacts | undefined): readonly ControlState[] {
  return facts ? CONTROLS.flatMap((control) => stateOf(control, facts) ?? []) : [];
}

/** Return the state of a control; undefined if the person does not have it. */
function stateOf(control: CallControl, facts: ControlFacts): ControlState | undefined {
  const availability = control.shows?.(facts) ?? 'shown';
  if (availability === 'absent') return undefined;
  const locked = availability === 'shown' || control.isOn?.(facts) ? undefined : availability;
  const isOn = control.isOn?.(facts) ?? (locked === undefined && isOpen(control, facts));
  return { name: control.name, isOn, locked, count: control.count?.(facts) ?? 0 };
}

function isOpen({ name, panel }: CallControl, { snapshot, opened }: ControlFacts): boolean {
  return opened === name || (panel !== undefined && snapshot.panel === panel.name);
}

function rank({ group, place }: CallControl): number {
  return GROUPS.indexOf(group) * 1_000 + place;
}
