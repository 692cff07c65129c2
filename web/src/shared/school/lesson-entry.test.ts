import { expect, it } from 'vitest';
import type { RemoteLessonRead } from '@/shared/api/schema';
import { lessonEntryOf } from './lesson-entry';

const OPENS = '2026-11-23T07:25:00Z';

function remote(state: RemoteLessonRead['state']): RemoteLessonRead {
  return {
    id: 'algebra',
    class_id: '7b',
    state,
    title: 'Алгебра, 7Б',
    opens_at: OPENS,
    starts_at: '2026-11-23T07:30:00Z',
    ends_at: '2026-11-23T08:15:00Z',
    ended_by_itself: false,
  };
}

it.each([
  ['none', -1, { state: 'none' }],
  ['draft', 1, { state: 'none' }],
  ['published', -1, { state: 'early', opensAt: OPENS }],
  ['published', 0, { state: 'open', isRunning: false }],
  ['running', -1, { state: 'open', isRunning: true }],
  ['ended', 1, { state: 'ended' }],
] as const)('a lesson that is %s, %i minutes from its opening, is %o', (lesson, minutes, state) => {
  expect(lessonEntryOf(remote(lesson), Date.parse(OPENS) + minutes * 60_000)).toEqual(state);
});

it('has no state of entering where there is no distance lesson', () => {
  expect(lessonEntryOf(undefined, 0)).toEqual({ state: 'none' });
});
