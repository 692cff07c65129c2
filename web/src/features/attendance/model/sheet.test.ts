import { expect, it } from 'vitest';
import type { AttendanceRead } from '@/shared/api/schema';
import { beginSheet, lateBy, noted, presenceByKey, sameSheet, thereCount } from './sheet';

const name = { last_name: 'Ким', first_name: 'Миша', patronymic: null };

function student(id: string, attendance: AttendanceRead | null = null) {
  return { id, name, attendance };
}

function proposed(student_id: string, state: 'present' | 'late' | 'absent', late_minutes = 0) {
  return { student_id, name, state, late_minutes, present_minutes: 0 };
}

it('begins with what is confirmed, then with what is proposed, then with everybody present', () => {
  const students = [student('misha', { state: 'ill', late_minutes: 0 }), student('lena'), student('danya')];
  const sheet = beginSheet(students, [proposed('misha', 'absent'), proposed('lena', 'late', 12)]);
  expect([...sheet.values()]).toEqual([
    { state: 'ill', late_minutes: 0 },
    { state: 'late', late_minutes: 12 },
    { state: 'present', late_minutes: 0 },
  ]);
  expect(thereCount(sheet)).toBe(2);
});

it('knows minutes only of who is late, and keeps them in bounds', () => {
  const sheet = beginSheet([student('misha')], [proposed('misha', 'late', 12)]);
  expect(noted(sheet, 'misha', 'absent').get('misha')).toEqual({ state: 'absent', late_minutes: 0 });
  const late = noted(noted(sheet, 'misha', 'present'), 'misha', 'late');
  expect(late.get('misha')).toEqual({ state: 'late', late_minutes: 5 });
  expect(lateBy(sheet, 'misha', 999).get('misha')?.late_minutes).toBe(240);
  expect(lateBy(sheet, 'misha', Number.NaN).get('misha')?.late_minutes).toBe(1);
});

it('finds two sheets the same when they say the same', () => {
  const sheet = beginSheet([student('misha')], []);
  expect(sameSheet(sheet, noted(sheet, 'misha', 'present'))).toBe(true);
  expect(sameSheet(sheet, noted(sheet, 'misha', 'absent'))).toBe(false);
});

it.each([
  ['3', 'Digit3', {}, 'absent'],
  ['н', 'KeyY', {}, 'absent'],
  ['y', 'KeyY', {}, 'absent'],
  ['б', 'Comma', {}, 'ill'],
  ['r', 'KeyR', {}, undefined],
  ['1', 'Digit1', { ctrlKey: true }, undefined],
] as const)('the key %s at %s with %o notes %s', (key, code, held, presence) => {
  const up = { altKey: false, ctrlKey: false, metaKey: false };
  expect(presenceByKey({ ...up, ...held, key, code })).toBe(presence);
});
