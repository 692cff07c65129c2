import { expect, test } from 'vitest';
import type { NotificationRead } from '@/shared/api/schema';
import { lessonsIn } from './lessons';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function notification(
  id: string,
  starts_at: string,
  change: Partial<NotificationRead> = {},
): NotificationRead {
  return {
    id,
    kind: 'lesson_published',
    child_id: null,
    child: null,
    params: { title: 'Алгебра', starts_at },
    target: 'remote_lesson',
    target_id: `lesson-${id}`,
    at: '2026-11-23T08:00:00Z',
    read_at: null,
    is_withdrawn: false,
    ...change,
  };
}

test('unread lessons that are still news are shown, the nearest first', () => {
  const shown = lessonsIn(
    [
      notification('later', '2026-11-23T12:00:00Z'),
      notification('soon', '2026-11-23T10:30:00Z'),
      notification('read', '2026-11-23T10:30:00Z', { read_at: '2026-11-23T09:00:00Z' }),
      notification('old', '2026-11-22T10:30:00Z'),
      notification('sign-in', '2026-11-23T10:30:00Z', { kind: 'new_sign_in', params: { device: 'Firefox' } }),
    ],
    NOW,
  );
  expect(shown.map(({ lessonId }) => lessonId)).toEqual(['lesson-soon', 'lesson-later']);
});

test('a guardian is told whose lesson it is', () => {
  const told = notification('one', '2026-11-23T10:30:00Z', { child: 'Миша Ким' });
  expect(lessonsIn([told], NOW)[0]?.child).toBe('Миша Ким');
});
