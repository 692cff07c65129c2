import { expect, test } from 'vitest';
import type { NotificationRead } from '@/shared/api/schema';
import { lessonsIn } from './lessons';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function notification(
  id: string,
  starts_at: string,
  change: Partial<NotificationRead> = {},
): NotificationRead {
  const params = { lesson_id: `lesson-${id}`, title: 'Алгебра', starts_at, child: '' };
  return { id, code: 'lesson_published', params, at: '2026-11-23T08:00:00Z', is_read: false, ...change };
}

test('unread lessons that are still news are shown, the nearest first', () => {
  const shown = lessonsIn(
    [
      notification('later', '2026-11-23T12:00:00Z'),
      notification('soon', '2026-11-23T10:30:00Z'),
      notification('read', '2026-11-23T10:30:00Z', { is_read: true }),
      notification('old', '2026-11-22T10:30:00Z'),
      notification('sign-in', '2026-11-23T10:30:00Z', { code: 'new_sign_in', params: { device: 'Firefox' } }),
    ],
    NOW,
  );
  expect(shown.map(({ lessonId }) => lessonId)).toEqual(['lesson-soon', 'lesson-later']);
});

test('a guardian is told whose lesson it is', () => {
  const params = { lesson_id: 'l', title: 'Алгебра', starts_at: '2026-11-23T10:30:00Z', child: 'Миша Ким' };
  expect(lessonsIn([notification('one', '', { params })], NOW)[0]?.child).toBe('Миша Ким');
});
