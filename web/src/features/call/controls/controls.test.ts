import { expect, it } from 'vitest';
import { anna, lesson, MAY_ALL, participant, STUDENT_RIGHTS } from '@/shared/testing/call';
import { factsFor } from '../testing';
import { GROUPS } from './control';
import { CONTROLS, KEYS, statesOf } from './index';

const misha = participant('misha');
const teacher = factsFor({ me: anna, call: { may: MAY_ALL } });
const student = factsFor({ me: misha });
const guest = factsFor({ me: misha, hasMessenger: false });

const without = (right: 'microphone' | 'camera', change = {}) =>
  factsFor({ me: participant('misha', { rights: { ...STUDENT_RIGHTS, [right]: false }, ...change }) });

const namesOf = (facts: typeof teacher) => statesOf(facts).map(({ name }) => name);
const stateOf = (facts: typeof teacher, name: string) => statesOf(facts).find((one) => one.name === name);

it('have names and keys of their own, and stand in the order of their groups', () => {
  const names = CONTROLS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(KEYS.map(({ key }) => key)).toEqual(['m', 'v', 'h']);
  expect([...new Set(CONTROLS.map(({ group }) => group))]).toEqual([...GROUPS]);
  const places = CONTROLS.map(({ group, place }) => `${group} ${place}`);
  expect(new Set(places).size).toBe(places.length);
});

it('each do something when pressed', () => {
  for (const { name, press, panel, above } of CONTROLS) {
    expect(press ?? panel ?? above, name).toBeDefined();
  }
});

it('keep the board to who may open it, and chat and small window from guests', () => {
  expect(namesOf(teacher)).toEqual(CONTROLS.map(({ name }) => name));
  expect(namesOf(student)).toEqual(namesOf(teacher).filter((name) => name !== 'board'));
  const forMembers = ['chat', 'minimise'];
  expect(namesOf(guest)).toEqual(namesOf(student).filter((name) => !forMembers.includes(name)));
});

it('offer only what the browser can do', () => {
  const phone = { canShareScreen: false, canFillScreen: false };
  const names = namesOf({ ...teacher, browser: phone });
  expect(names).toEqual(namesOf(teacher).filter((name) => name !== 'share' && name !== 'expand'));
});

it.each<[string, typeof teacher, string, unknown]>([
  ['a student shares no screen, as all others', student, 'share', { why: 'call.forbidden.screen.all' }],
  ['a teacher shares', teacher, 'share', undefined],
  [
    'who was muted is told that it was them',
    without('microphone', {
      exceptions: { microphone: false },
      rights: { ...STUDENT_RIGHTS, microphone: false, unmute: false },
    }),
    'microphone',
    { why: 'call.forbidden.microphone.you' },
  ],
  [
    'who was muted and may lift it is not locked',
    without('microphone', { exceptions: { microphone: false } }),
    'microphone',
    undefined,
  ],
  [
    'where all cameras are off, so is mine',
    factsFor({
      me: participant('misha', { rights: { ...STUDENT_RIGHTS, camera: false } }),
      call: { call: lesson({ rights: { ...STUDENT_RIGHTS, camera: false } }) },
    }),
    'camera',
    { why: 'call.forbidden.camera.all' },
  ],
  ['a hand is never locked', student, 'hand', undefined],
])('%s', (_what, facts, name, locked) => {
  expect(stateOf(facts, name)?.locked).toEqual(locked);
});

it('let put out what is still on without the right', () => {
  const facts = factsFor({
    me: participant('misha', { rights: { ...STUDENT_RIGHTS, camera: false } }),
    own: { camera: true },
  });
  expect(stateOf(facts, 'camera')).toMatchObject({ isOn: true, locked: undefined });
});

it('are on while what they open is open', () => {
  expect(stateOf({ ...student, opened: 'layout' }, 'layout')?.isOn).toBe(true);
  const withPanel = { ...student, snapshot: { ...student.snapshot, panel: 'people' } };
  expect(stateOf(withPanel, 'people')?.isOn).toBe(true);
  expect(stateOf(student, 'people')?.isOn).toBe(false);
});

it('leave four and the way out in the bar of a phone, and three in the small window', () => {
  const first = CONTROLS.filter(({ isFirst }) => isFirst).map(({ name }) => name);
  expect(first).toEqual(['microphone', 'camera', 'hand', 'chat', 'leave']);
  const mini = CONTROLS.filter(({ isInMini }) => isInMini).map(({ name }) => name);
  expect(mini).toEqual(['microphone', 'camera', 'leave']);
});
