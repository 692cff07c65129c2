import { describe, expect, it } from 'vitest';
import { applyUpdates } from '@/shared/stream/updates';
import { anna, lesson, MAY_ALL, page, participant } from '@/shared/testing/call';
import { handsOf, knocksOf, mayUnmute, participantOf, presentOf, rosterOf, withKnock } from './roster';
import { HANDLERS } from './updates';

const misha = participant('misha', { joined_at: '2026-11-23T09:01:00Z' });
const lena = participant('lena', { joined_at: '2026-11-23T09:02:00Z' });

describe('who is in the call', () => {
  it('puts me first, then who leads, then the others as they came', () => {
    const roster = rosterOf(page([lena, misha, anna]), 'lena');
    expect(presentOf(roster).map(({ id }) => id)).toEqual(['lena', 'anna', 'misha']);
  });

  it('leaves out who left, was removed or has lost the connection, but never me', () => {
    const people = [
      anna,
      { ...misha, state: 'left' as const },
      { ...lena, is_connected: false },
      participant('me', { is_connected: false }),
      participant('kolya', { state: 'removed' }),
    ];
    expect(presentOf(rosterOf(page(people), 'me')).map(({ id }) => id)).toEqual(['me', 'anna']);
  });

  it('has the hands in the order in which they were raised', () => {
    const people = [
      { ...misha, hand_raised_at: '2026-11-23T09:10:00Z' },
      { ...lena, hand_raised_at: '2026-11-23T09:05:00Z' },
      anna,
    ];
    expect(handsOf(rosterOf(page(people), 'anna')).map(({ id }) => id)).toEqual(['lena', 'misha']);
    const isAway = people.map((one) => ({ ...one, is_connected: one.id !== 'lena' }));
    expect(handsOf(rosterOf(page(isAway), 'anna')).map(({ id }) => id)).toEqual(['misha']);
  });

  it('maps the devices of a person to the person', () => {
    expect(participantOf('misha:phone')).toBe('misha');
  });
});

describe('the door', () => {
  const knock = {
    id: 'k1',
    call_id: 'lesson',
    name: 'Пётр',
    is_guest: true,
    state: 'waiting',
    at: '1',
  } as const;

  it('shows who waits, and forgets who was let in, refused or has gone', () => {
    const roster = withKnock(rosterOf(page([anna], { may: MAY_ALL }), 'anna'), knock);
    expect(knocksOf(roster).map(({ name }) => name)).toEqual(['Пётр']);
    for (const state of ['admitted', 'refused', 'gone'] as const) {
      expect(knocksOf(withKnock(roster, { ...knock, state }))).toEqual([]);
    }
  });

  it('keeps who waits when the call is read again', () => {
    const roster = withKnock(rosterOf(page([anna]), 'anna'), knock);
    expect(rosterOf(page([anna]), 'anna', roster).knocks.size).toBe(1);
  });
});

describe('what the stream tells', () => {
  it('changes the call and its people, and nothing by another call', () => {
    const roster = rosterOf(page([anna, misha]), 'anna');
    const after = applyUpdates(
      HANDLERS,
      roster,
      [
        { kind: 'call', value: lesson({ is_locked: true }) },
        { kind: 'participant', value: { ...misha, hand_raised_at: 'now' } },
        { kind: 'participant', value: participant('stranger', { call_id: 'other' }) },
      ],
      2,
    );
    expect(after.call.is_locked).toBe(true);
    expect(handsOf(after).map(({ id }) => id)).toEqual(['misha']);
    expect(after.participants.has('stranger')).toBe(false);
  });
});

it.each([
  ['muted alone, and allowed to lift it', { exceptions: { microphone: false } }, true],
  ['not muted', {}, false],
  [
    'muted, and not allowed',
    { exceptions: { microphone: false }, rights: { ...misha.rights, unmute: false } },
    false,
  ],
])('%s: %#', (_what, change, may) => {
  expect(mayUnmute(rosterOf(page([{ ...misha, ...change }]), 'misha'))).toBe(may);
});

it('does not lift what holds for all', () => {
  const muted = { ...misha, exceptions: { microphone: false } };
  const call = lesson({ rights: { ...misha.rights, microphone: false } });
  expect(mayUnmute(rosterOf(page([muted], { call }), 'misha'))).toBe(false);
});
