import { beforeAll, expect, it } from 'vitest';
import type { CallCardRead } from '@/shared/api/schema';
import { callCard } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { callWords, cardTitle, statusText } from './words';

beforeAll(startTestTexts);

const CARD = callCard();
const ENDED = { ...CARD, state: 'ended' as const, ended_at: '2026-11-23T09:12:10Z', present: 0 };

it.each<[string, CallCardRead, [string, string, string]]>([
  ['one that goes on', CARD, ['Идёт звонок', 'В звонке 3 человека', 'Идёт звонок']],
  ['one that lasted', ENDED, ['Звонок', 'Завершён · 12 минут', 'Звонок, 12 минут']],
  [
    'a short one',
    { ...ENDED, ended_at: '2026-11-23T09:00:20Z' },
    ['Звонок', 'Завершён · меньше минуты', 'Звонок, меньше минуты'],
  ],
  [
    'one that nobody took',
    { ...ENDED, end_reason: 'missed' },
    ['Пропущенный звонок', '', 'Пропущенный звонок'],
  ],
  [
    'one that was declined',
    { ...ENDED, end_reason: 'refused' },
    ['Отклонённый звонок', '', 'Отклонённый звонок'],
  ],
])('words %s', (_, card, [title, status, line]) => {
  expect(cardTitle(card, false)).toBe(title);
  expect(statusText(card)).toBe(status);
  expect(callWords(card, false)).toBe(line);
});

it('has its title, whatever the call does', () => {
  expect(cardTitle({ ...CARD, title: 'Алгебра' }, false)).toBe('Алгебра');
  expect(cardTitle({ ...ENDED, title: 'Алгебра' }, false)).toBe('Алгебра');
});

it.each([
  ['missed', 'Нет ответа', 'Пропущенный звонок'],
  ['cancelled', 'Отменённый звонок', 'Пропущенный звонок'],
  ['refused', 'Отклонённый звонок', 'Отклонённый звонок'],
] as const)('tells who called and who was called of one that was %s', (end_reason, caller, called) => {
  const card = { ...ENDED, end_reason };
  expect([cardTitle(card, true), callWords(card, true)]).toEqual([caller, caller]);
  expect([cardTitle(card, false), callWords(card, false)]).toEqual([called, called]);
});

it('says that nobody came, and that a planned one was called off', () => {
  const empty = { ...ENDED, end_reason: 'empty' as const, ended_at: ENDED.opened_at };
  expect(statusText(empty)).toBe('Никто не подключился');
  const plan = { ...ENDED, end_reason: 'cancelled' as const, opened_at: null, title: 'Репетиция' };
  expect(cardTitle(plan, false)).toBe('Отменён: Репетиция');
  expect(callWords(plan, false)).toBe('Отменённый звонок');
});

it('says when a planned one begins', () => {
  const planned = callCard({ state: 'planned', opened_at: null, starts_at: '2027-01-12T15:00:00Z' });
  expect(cardTitle(planned, false)).toBe('Запланирован звонок');
  expect(callWords(planned, false)).toMatch(/^Звонок .*\d\d:\d\d$/);
});
