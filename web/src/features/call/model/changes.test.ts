import { describe, expect, it } from 'vitest';
import { type Roster, rosterOf, withKnock, withParticipant } from '@/data/call/roster';
import { anna, lesson, page, participant } from '@/shared/testing/call';
import { changesBetween, lostRights } from './changes';

const misha = participant('misha');
const me = participant('me');
const before = rosterOf(page([anna, misha, me]), 'me');
const mine = (change: object): Roster => withParticipant(before, { ...me, ...change });
const asAnna = rosterOf(page([anna, misha]), 'anna');
const crowd = rosterOf(page([anna, misha, me, participant('lena'), participant('petya')]), 'me');
const knock = {
  id: 'k',
  call_id: 'lesson',
  name: 'Пётр',
  is_guest: true,
  state: 'waiting',
  at: '1',
} as const;

describe('what one is told', () => {
  it.each<[string, Roster, Roster, object]>([
    [
      'a right was taken',
      before,
      mine({ rights: { ...me.rights, microphone: false } }),
      { key: 'call.taken.microphone', isLoud: true },
    ],
    [
      'a right was given',
      before,
      mine({ rights: { ...me.rights, screen: true } }),
      { key: 'call.given.screen', isLoud: true },
    ],
    ['one helps now', before, mine({ role: 'assistant' }), { key: 'call.became.assistant', isLoud: true }],
    [
      'my hand was lowered',
      mine({ hand_raised_at: 'x' }),
      before,
      { key: 'call.handLowered', isLoud: false },
    ],
    [
      'the board was opened',
      before,
      { ...before, call: lesson({ is_board_open: true }) },
      { key: 'call.boardOpened', isLoud: false },
    ],
    [
      'somebody came',
      before,
      withParticipant(before, participant('lena')),
      { key: 'call.came', values: { names: 'lena', count: 1, few: 'yes' }, isLoud: true },
    ],
    [
      'somebody went',
      before,
      withParticipant(before, { ...misha, is_connected: false }),
      { key: 'call.went', values: { names: 'misha', count: 1, few: 'yes' }, isLoud: true },
    ],
    [
      'somebody went of many, to screen readers alone',
      crowd,
      withParticipant(crowd, { ...misha, is_connected: false }),
      { key: 'call.went', isLoud: false },
    ],
    [
      'a hand, aloud to who leads',
      asAnna,
      withParticipant(asAnna, { ...misha, hand_raised_at: 'x' }),
      { key: 'call.raised', values: { names: 'misha', count: 1, few: 'yes' }, isLoud: true },
    ],
    ['somebody knocks', asAnna, withKnock(asAnna, knock), { key: 'call.knocked', isLoud: false }],
  ])('%s', (_what, from, to, said) => {
    expect(changesBetween(from, to)).toMatchObject([said]);
  });

  it('counts where names would be noise', () => {
    const crowd = ['a', 'b', 'c', 'd'].map((id) => participant(id));
    const after = crowd.reduce(withParticipant, before);
    expect(changesBetween(before, after)).toMatchObject([{ values: { names: '', count: 4, few: 'no' } }]);
  });

  it('is nothing where nothing changed', () => {
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('says once that one helps, not each right that comes with it', () => {
    const after = mine({ role: 'assistant', rights: anna.rights });
    expect(changesBetween(before, after).map(({ key }) => key)).toEqual(['call.became.assistant']);
  });
});

it('knows which rights were lost, to put out what needs them', () => {
  expect(lostRights(before, mine({ rights: { ...me.rights, camera: false, chat: false } }))).toEqual([
    'camera',
    'chat',
  ]);
  expect(lostRights(before, before)).toEqual([]);
});
