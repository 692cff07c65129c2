import { expect, it } from 'vitest';
import type { AttendanceRead } from '@/shared/api/schema';
import { createSheet, presentCount, sameSheet, stateByKey, withLateMinutes, withState } from './sheet';

const name = { last_name: 'Ким', first_name: 'Миша', patronymic: null };

function student(id: string, attendance: AttendanceRead | null = null) {
  return { id, name, attendance };
}

function proposed(student_id: string, state: 'present' | 'late' | 'absent', late_minutes = 0) {
  return { student_id, name, state, late_minutes, present_minutes: 0, lesson_minutes: 45 };
}

it('begins with what is confirmed, then with what is proposed, then with everybody present', () => {
  const students = [student('misha', { state: 'ill', late_minutes: 0 }), student('lena'), student('danya')];
  const sheet = createSheet(students, [proposed('misha', 'absent'), proposed('lena', 'late', 12)]);
  expect([...sheet.values()]).toEqual([
    { state: 'ill', late_minutes: 0 },
    { state: 'late', late_minutes: 12 },
    { state: 'present', late_minutes: 0 },
  ]);
  expect(presentCount(sheet)).toBe(2);
});

it('knows minutes only of who is late, and keeps them in bounds', () => {
  const sheet = createSheet([student('misha')], [proposed('misha', 'late', 12)]);
  expect(withState(sheet, 'misha', 'absent').get('misha')).toEqual({ state: 'absent', late_minutes: 0 });
  const late = withState(withState(sheet, 'misha', 'present'), 'misha', 'late');
  expect(late.get('misha')).toEqual({ state: 'late', late_minutes: 5 });
  expect(withLateMinutes(sheet, 'misha', 999).get('misha')?.late_minutes).toBe(240);
  expect(withLateMinutes(sheet, 'misha', Number.NaN).get('misha')?.late_minutes).toBe(1);
});

it('finds two sheets the same when they say the same', () => {
  const sheet = createSheet([student('misha')], []);
  expect(sameSheet(sheet, withState(sheet, 'misha', 'present'))).toBe(true);
  expect(sameSheet(sheet, withState(sheet, 'misha', 'absent'))).toBe(false);
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
  expect(stateByKey({ ...up, ...held, key, code })).toBe(presence);
});
