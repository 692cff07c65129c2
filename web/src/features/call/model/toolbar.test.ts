import { expect, it, vi } from 'vitest';
import { anna, MAY_ALL, MAY_NOTHING, STUDENT_RIGHTS } from '@/shared/testing/call';
import {
  type ActionName,
  type Acts,
  controlOf,
  controlsFor,
  type Situation,
  TOOLBAR,
  type Toggle,
} from './toolbar';

const OFF = Object.fromEntries(TOOLBAR.map(({ name }) => [name, false])) as Record<Toggle, boolean>;
const teacher: Situation = {
  rights: anna.rights,
  may: MAY_ALL,
  mayUnmute: false,
  hasMessenger: true,
  isOn: OFF,
};
const student: Situation = { ...teacher, rights: STUDENT_RIGHTS, may: MAY_NOTHING };
const guest: Situation = { ...student, hasMessenger: false };

function acts(): Acts {
  return Object.fromEntries(TOOLBAR.map(({ name }) => [name, vi.fn()])) as unknown as Acts;
}

function control(situation: Situation, name: ActionName) {
  return controlsFor(situation).find((one) => one.name === name);
}

it.each([
  ['a teacher', teacher, 12],
  ['a student', student, 11],
  ['a guest, who has no messenger', guest, 9],
])('%s has the right number of controls', (_who, situation, count) => {
  expect(controlsFor(situation)).toHaveLength(count);
});

it('keeps the board to who may open it', () => {
  expect(control(teacher, 'board')).toBeDefined();
  expect(control(student, 'board')).toBeUndefined();
});

it.each<[string, Situation, ActionName, boolean]>([
  ['a student shares no screen', student, 'share', true],
  ['a teacher shares', teacher, 'share', false],
  [
    'who was muted stays so',
    { ...student, rights: { ...STUDENT_RIGHTS, microphone: false } },
    'microphone',
    true,
  ],
  [
    'who was muted and may lift it is not locked',
    { ...student, rights: { ...STUDENT_RIGHTS, microphone: false }, mayUnmute: true },
    'microphone',
    false,
  ],
  [
    'without the right to a camera',
    { ...student, rights: { ...STUDENT_RIGHTS, camera: false } },
    'camera',
    true,
  ],
  ['a hand is never locked', student, 'hand', false],
])('%s', (_what, situation, name, isLocked) => {
  expect(control(situation, name)?.isLocked).toBe(isLocked);
});

it('does nothing by a locked control, but lets put out what is still on', () => {
  const done = acts();
  control(student, 'share')?.perform(done);
  expect(done.share).not.toHaveBeenCalled();
  control({ ...student, isOn: { ...OFF, share: true } }, 'share')?.perform(done);
  expect(done.share).toHaveBeenCalledOnce();
});

it('finds controls by the place of the key, whichever letters are on it', () => {
  const controls = controlsFor(student);
  expect(['KeyM', 'KeyV', 'KeyH'].map((code) => controlOf(controls, code)?.name)).toEqual([
    'microphone',
    'camera',
    'hand',
  ]);
  expect(controlOf(controls, 'Escape')).toBeUndefined();
});

it('keeps four controls and the way out on a phone', () => {
  expect(TOOLBAR.filter(({ isFirst }) => isFirst).map(({ name }) => name)).toEqual([
    'microphone',
    'camera',
    'hand',
    'chat',
    'leave',
  ]);
});
