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
  expect(cardTitle(card, '')).toBe(title);
  expect(statusText(card)).toBe(status);
  expect(callWords(card)).toBe(line);
});

it('has the title of its message, whatever the call does', () => {
  expect(cardTitle(CARD, 'Алгебра')).toBe('Алгебра');
  expect(cardTitle(ENDED, 'Алгебра')).toBe('Алгебра');
});

it('says when a planned one begins', () => {
  const planned = callCard({ state: 'planned', opened_at: null, starts_at: '2027-01-12T15:00:00Z' });
  expect(cardTitle(planned, '')).toBe('Запланирован звонок');
  expect(callWords(planned)).toMatch(/^Звонок .*\d\d:\d\d$/);
});
