import { expect, test } from 'vitest';
import type { NoticeRead } from '@/shared/api/schema';
import { lessonsIn } from './lessons';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function notice(id: string, starts_at: string, change: Partial<NoticeRead> = {}): NoticeRead {
  const facts = { lesson_id: `lesson-${id}`, title: 'Алгебра', starts_at, child: '' };
  return { id, code: 'lesson_published', facts, at: '2026-11-23T08:00:00Z', is_read: false, ...change };
}

test('unread lessons that are still news are shown, the nearest first', () => {
  const shown = lessonsIn(
    [
      notice('later', '2026-11-23T12:00:00Z'),
      notice('soon', '2026-11-23T10:30:00Z'),
      notice('read', '2026-11-23T10:30:00Z', { is_read: true }),
      notice('old', '2026-11-22T10:30:00Z'),
      notice('sign-in', '2026-11-23T10:30:00Z', { code: 'new_sign_in', facts: { device: 'Firefox' } }),
    ],
    NOW,
  );
  expect(shown.map(({ lessonId }) => lessonId)).toEqual(['lesson-soon', 'lesson-later']);
});

test('a guardian is told whose lesson it is', () => {
  const facts = { lesson_id: 'l', title: 'Алгебра', starts_at: '2026-11-23T10:30:00Z', child: 'Миша Ким' };
  expect(lessonsIn([notice('one', '', { facts })], NOW)[0]?.child).toBe('Миша Ким');
});
