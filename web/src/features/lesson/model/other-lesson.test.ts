import { expect, it } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import { otherLesson } from './other-lesson';

it('finds the lesson that stands in the way', () => {
  const facts = { lesson_id: 'physics', title: 'Физика, 8А' };
  expect(otherLesson(new ApiError(409, 'other_lesson_running', '', facts))).toEqual(facts);
});

it.each([
  new ApiError(409, 'other_lesson_running', ''),
  new ApiError(409, 'lesson_running', '', { lesson_id: 'physics', title: 'Физика' }),
  new Error('none of ours'),
])('finds none in %o', (failure) => {
  expect(otherLesson(failure)).toBeUndefined();
});
