import { expect, it } from 'vitest';
import { isAnswered, nextFloor, type Speech } from './floor';

const QUIET: Speech = { hasHand: false, mayMicrophone: true, microphone: false, isSpeaking: false };
const muted = { mayMicrophone: false };
const up = { hasHand: true };
const on = { microphone: true };
const speaks = { isSpeaking: true };

/** Return whether the hand has come down after these changes. */
function after(...changes: readonly Partial<Speech>[]): boolean {
  let [speech, hasFloor] = [QUIET, false];
  return changes.some((change) => {
    const next = { ...speech, ...change };
    hasFloor = nextFloor(hasFloor, speech, next);
    speech = next;
    return isAnswered(hasFloor, speech);
  });
}

it.each<[string, readonly Partial<Speech>[], boolean]>([
  ['who was allowed to speak, and speaks', [muted, up, { mayMicrophone: true }, on, speaks], true],
  ['who was allowed, and is silent', [muted, up, { mayMicrophone: true }, on], false],
  ['who switches the microphone on, and speaks', [up, on, speaks], true],
  ['who speaks already, and asks for more', [on, speaks, up], false],
  ['who has the microphone on all the time', [on, up, speaks], false],
  ['who lowers and raises it again', [up, on, { hasHand: false }, up, speaks], false],
])('takes down the hand of %s: %s', (_who, changes, isDown) => {
  expect(after(...changes)).toBe(isDown);
});
