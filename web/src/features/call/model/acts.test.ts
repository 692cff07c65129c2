import { describe, expect, it } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import { ApiError, NetworkError } from '@/shared/api/errors';
import { titleOf } from '@/shared/person/person';
import { anna, lesson, MAY_ALL, MAY_NOTHING, page, participant } from '@/shared/testing/call';
import { actionsOn } from './member-actions';
import { otherNameOf, peopleNamed, peopleOf, type ShownParticipant } from './people';
import { matrixOf, pressed } from './permissions';
import { overBy, waitBefore } from './retry';

const misha = participant('misha', { name: 'Миша Ким', exceptions: { screen: true, camera: false } });
const tanya = participant('tanya', { name: 'Татьяна Олеговна', role: 'assistant' });
const guest = participant('guest', { is_guest: true, name: 'Пётр' });
const roster = rosterOf(page([anna, misha, tanya, guest]), 'anna');
const people = peopleOf(roster, []);
const personOf = (id: string, change: Partial<ShownParticipant> = {}): ShownParticipant => ({
  ...(people.find((one) => one.id === id) as ShownParticipant),
  ...change,
});

describe('what may be done with somebody', () => {
  const names = (person: ShownParticipant, may = MAY_ALL, marks = { isPinned: false, isSpotlit: false }) =>
    actionsOn({ person, may, ...marks }).map(({ name }) => name);

  it.each<[string, string[], string[]]>([
    ['a student, by who leads', names(personOf('misha')), ['pin', 'spotlight', 'mute', 'appoint', 'remove']],
    [
      'an assistant, by who leads',
      names(personOf('tanya')),
      ['pin', 'spotlight', 'mute', 'dismiss', 'remove'],
    ],
    ['a guest, who helps nobody', names(personOf('guest')), ['pin', 'spotlight', 'mute', 'remove']],
    ['oneself', names(personOf('anna', { hand: 1 })), ['pin', 'spotlight', 'lowerHand']],
    ['anybody, by a student', names(personOf('misha'), MAY_NOTHING), ['pin']],
    [
      'who is pinned and shown to all',
      names(personOf('guest'), MAY_ALL, { isPinned: true, isSpotlit: true }),
      ['unpin', 'unspotlight', 'mute', 'remove'],
    ],
    [
      'who was muted',
      names(personOf('misha', { participant: { ...misha, rights: { ...misha.rights, microphone: false } } })),
      ['pin', 'spotlight', 'allowSpeak', 'appoint', 'remove'],
    ],
  ])('%s', (_who, found, wanted) => {
    expect(found).toEqual(wanted);
  });
});

it('is called by its title, else by the other of two', () => {
  const untitled = { call: lesson({ title: '' }) };
  expect(titleOf(roster.call, otherNameOf(roster))).toBe('История, 7Б');
  expect(otherNameOf(rosterOf(page([anna, misha], untitled), 'misha'))).toBe('Анна Сергеевна');
  expect(otherNameOf(rosterOf(page([anna, misha, guest], untitled), 'misha'))).toBeUndefined();
});

describe('the matrix of rights', () => {
  it('has those who do not lead, with what they may otherwise', () => {
    const rows = matrixOf(roster);
    expect(rows.map(({ participant: { id } }) => id)).toEqual(['guest', 'misha']);
    expect(rows[1]?.cells).toMatchObject({ screen: 'allowed', camera: 'forbidden', chat: 'usual' });
  });

  it.each([
    ['usual', true, false],
    ['usual', false, true],
    ['allowed', false, null],
    ['forbidden', true, null],
  ] as const)('a press on «%s» where all %s gives %s', (exception, usual, next) => {
    expect(pressed(exception, usual)).toBe(next);
  });
});

it.each([
  ['', ['anna', 'tanya', 'guest', 'misha']],
  ['ким ми', ['misha']],
  ['иван', []],
])('searching «%s» finds %j', (query, found) => {
  expect(peopleNamed(people, query).map(({ id }) => id)).toEqual(found);
});

describe('after the media were cut off', () => {
  it.each([
    [new ApiError(409, 'call_ended', ''), 'ended'],
    [new ApiError(403, 'removed_from_call', ''), 'removed'],
    [new ApiError(409, 'call_locked', ''), 'locked'],
    [new ApiError(404, 'not_found', ''), 'gone'],
    [new ApiError(401, 'unauthenticated', ''), 'gone'],
    [new ApiError(503, 'media_unavailable', ''), undefined],
    [new NetworkError(), undefined],
  ])('%s means %s', (failure, over) => {
    expect(overBy(failure)).toBe(over);
  });

  it('asks at once, then ever less often, and never gives up', () => {
    const waits = [0, 1, 2, 5, 50].map(waitBefore);
    expect(waits).toEqual([0, 500, 1_000, 8_000, 8_000]);
  });
});
