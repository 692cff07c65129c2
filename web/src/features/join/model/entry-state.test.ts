import { describe, expect, test } from 'vitest';
import type { CallPreview, LessonEntry } from '@/shared/api/schema';
import { callEntryState, type EntryState, errorEntryState, lessonEntryState, pollAfter } from './entry-state';

const OPENS = '2026-11-23T09:55:00Z';
const ENTRY: LessonEntry = {
  lesson_id: 'algebra',
  title: 'Алгебра',
  class_title: '7Б',
  starts_at: '2026-11-23T10:00:00Z',
  ends_at: '2026-11-23T10:45:00Z',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  opens_at: OPENS,
  state: 'open',
  role: 'student',
  child: null,
  call_id: null,
  chat_id: null,
  other_running: null,
};
const PREVIEW: CallPreview = {
  id: 'call',
  chat_id: 'chat',
  title: '',
  state: 'open',
  starts_at: null,
  present: 2,
  entry: 'open',
  opens_at: null,
};

describe('at the door of a lesson', () => {
  test.each<[string, Partial<LessonEntry>, boolean, Partial<EntryState> & { told?: string }]>([
    ['an open lesson tries devices', {}, false, { shows: 'devices' }],
    ['an open lesson lets in who has tried them', {}, true, { shows: 'devices' }],
    ['a draft is not there yet', { state: 'unpublished' }, false, { shows: 'status', status: 'unpublished' }],
    ['too early says when', { state: 'too_early' }, false, { shows: 'status', status: 'too_early' }],
    ['without the teacher one tries devices', { state: 'waiting_for_teacher' }, false, { shows: 'devices' }],
    [
      'and then waits',
      { state: 'waiting_for_teacher' },
      true,
      { shows: 'status', status: 'waiting_for_teacher' },
    ],
    [
      'the teacher waits for nobody',
      { state: 'waiting_for_teacher', role: 'teacher' },
      true,
      { shows: 'devices' },
    ],
    [
      'another lesson that is not ended is named',
      { role: 'teacher', other_running: { lesson_id: 'geometry', title: 'Геометрия, 8А' } },
      false,
      { shows: 'other_running', title: 'Геометрия, 8А' } as Partial<EntryState>,
    ],
    ['an ended lesson is over', { state: 'ended' }, true, { shows: 'status', status: 'lesson_ended' }],
  ])('%s', (_, change, isReady, wanted) => {
    expect(lessonEntryState({ ...ENTRY, ...change }, isReady)).toMatchObject(wanted);
  });
});

test.each<[CallPreview['entry'], string]>([
  ['open', 'devices'],
  ['lobby', 'devices'],
  ['locked', 'status'],
  ['removed', 'status'],
  ['not_yet', 'status'],
  ['ended', 'status'],
  ['members_only', 'status'],
  ['school_only', 'status'],
  ['sign_in_needed', 'status'],
])('a call whose entry is %s shows %s', (entry, shows) => {
  expect(callEntryState({ ...PREVIEW, entry }).shows).toBe(shows);
});

test('a refusal at the door is told, and a failure of the media is not', () => {
  expect(errorEntryState('removed_from_call', undefined)).toMatchObject({ status: 'removed' });
  expect(errorEntryState('too_early', OPENS)).toMatchObject({ status: 'too_early', opensAt: OPENS });
  expect(errorEntryState('media_unavailable', undefined)).toBeUndefined();
});

describe('asking again', () => {
  const at = Date.parse(OPENS);
  const early: EntryState = { shows: 'status', status: 'too_early', opensAt: OPENS };
  test.each<[string, EntryState, number, number | undefined]>([
    ['long before, seldom', early, at - 3_600_000, 30_000],
    ['at the moment it opens', early, at - 9_000, 9_000],
    ['late clocks ask often', early, at + 5_000, 2_000],
    ['for the teacher, often', { shows: 'status', status: 'waiting_for_teacher' }, at, 2_000],
    ['who was removed, who may be let back in', { shows: 'status', status: 'removed' }, at, 2_000],
    ['who was refused asks no more', { shows: 'status', status: 'refused' }, at, undefined],
    ['nobody asks while choosing devices', { shows: 'devices' }, at, undefined],
  ])('%s', (_, standing, now, wanted) => {
    expect(pollAfter(standing, now)).toBe(wanted);
  });
});
