import { beforeAll, expect, test } from 'vitest';
import type { NotificationRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { startTestTexts } from '@/shared/testing/texts';
import { byDay } from './days';
import { hrefOf, wordsOf } from './words';

const NOW = new Date('2026-11-30T08:00:00Z');
const LESSON = {
  title: 'Алгебра, 7Б',
  on: '2026-12-04',
  number: 4,
  starts_at: '2026-12-04T08:25:00+00:00',
  time_zone: 'Asia/Yekaterinburg',
};

function notification(
  kind: NotificationRead['kind'],
  params: NotificationRead['params'] = LESSON,
  change: Partial<NotificationRead> = {},
): NotificationRead {
  return {
    id: 'one',
    kind,
    child_id: null,
    child: null,
    params,
    target: 'lesson',
    target_id: 'algebra',
    at: '2026-11-30T07:00:00Z',
    read_at: null,
    is_withdrawn: false,
    ...change,
  };
}

beforeAll(startTestTexts);

test('a moved lesson is told with its time on the clocks of the school, its classroom and where it was', () => {
  const moved = { ...LESSON, classroom: '203', from_on: '2026-12-03', from_number: 2 };
  expect(wordsOf(notification('lesson_moved', moved), NOW)).toEqual({
    title: 'Урок перенесён',
    about: 'Алгебра, 7Б: 4\u00a0декабря,\u00a013:25 по времени школы',
    more: 'Кабинет 203, был\u00a03\u00a0декабря,\u00a02\u2011й\u00a0урок',
  });
});

test('a lesson of today on the clocks of the school is told so', () => {
  const today = new Date('2026-12-03T20:00:00Z');
  expect(wordsOf(notification('lesson_restored'), today).about).toBe(
    'Алгебра, 7Б: сегодня,\u00a013:25 по времени школы',
  );
});

test('a lesson at its time in another classroom is not called moved', () => {
  const moved = { ...LESSON, classroom: '203', from_on: LESSON.on, from_number: LESSON.number };
  const words = wordsOf(notification('lesson_moved', moved), NOW);
  expect([words.title, words.more]).toEqual(['Урок в другом кабинете', 'Кабинет 203']);
});

test('a lesson that was at no bell is told by its day', () => {
  const moved = { ...LESSON, classroom: null, from_on: '2026-12-03', from_number: 0 };
  expect(wordsOf(notification('lesson_moved', moved), NOW).more).toBe('был\u00a03\u00a0декабря');
});

test.each([
  ['lesson_cancelled', { reason: 'Олимпиада' }, 'Урок отменён', 'Олимпиада'],
  ['lesson_restored', {}, 'Урок состоится', ''],
  ['lesson_moved_back', {}, 'Урок снова по расписанию', ''],
  [
    'lesson_substituted',
    { teacher: { last_name: 'Орлов', first_name: 'Игорь', patronymic: 'Павлович' } },
    'Замена учителя',
    'Ведёт Игорь Павлович',
  ],
  ['lesson_teacher_returned', {}, 'Замена отменена', ''],
  ['lesson_published', {}, 'Урок пройдёт онлайн', ''],
] as const)('%s is told of a lesson', (kind, params, title, more) => {
  const words = wordsOf(notification(kind, { ...LESSON, ...params }), NOW);
  expect(words).toEqual({ title, about: 'Алгебра, 7Б: 4\u00a0декабря,\u00a013:25 по времени школы', more });
});

test('a sign-in is told with its device and place', () => {
  const params = { device: 'Chrome, Android', location: '127.0.0.•' };
  expect(wordsOf(notification('new_sign_in', params), NOW).about).toBe('Chrome, Android, 127.0.0.•');
});

test.each([
  [1, '1 непрочитанное'],
  [3, '3 непрочитанных'],
  [21, '21 непрочитанное'],
])('%i unread notifications have their plural', (count, words) => {
  expect(t('notifications.unread', { count })).toBe(words);
});

test('a lesson of a child opens in the diary of the child, a remote one where it is entered', () => {
  expect(hrefOf(notification('lesson_moved'), 'messenger')).toBe('/journal/lessons/algebra');
  const ofChild = notification('lesson_moved', LESSON, { child_id: 'misha' });
  expect(hrefOf(ofChild, 'journal')).toBe('/journal/lessons/algebra?diary=misha');
  const remote = notification('lesson_published', LESSON, { target: 'remote_lesson' });
  expect([hrefOf(remote, 'messenger'), hrefOf(remote, 'journal')]).toEqual([
    '/lesson/algebra',
    '/journal/lessons/algebra',
  ]);
  const signIn = notification('new_sign_in', {}, { target: 'profile', target_id: null });
  expect(hrefOf(signIn, 'messenger')).toBe('/id');
});

test('notifications stand under the days of the viewer', () => {
  const at = (moment: string) => notification('lesson_moved', LESSON, { id: moment, at: moment });
  const days = byDay(
    [at('2026-11-30T07:00:00Z'), at('2026-11-29T21:30:00Z'), at('2026-11-29T09:00:00Z')],
    'Europe/Moscow',
  );
  expect(days.map(({ key, notifications }) => [key, notifications.length])).toEqual([
    ['2026-11-30', 2],
    ['2026-11-29', 1],
  ]);
});
