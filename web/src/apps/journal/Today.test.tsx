import { onlineManager } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { MeProvider } from '@/data/journal/me';
import type { DiaryOwner, Home, JournalMe } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { dayKey } from '@/shared/i18n/time';
import { daysLater, mondayOf } from '@/shared/school/days';
import { fakeApi } from '@/shared/testing/api';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { HomePage } from './HomePage';

beforeAll(startTestTexts);
afterEach(() => {
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

const TODAY = dayKey(new Date(serverNow()), 'Europe/Moscow');
const NEXT = daysLater(mondayOf(TODAY), 7);
const ME: JournalMe = {
  account_id: 'me',
  name: { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' },
  login: 'anna',
  roles: ['teacher'],
  school: { id: 'school', title: 'Школа № 7', city: 'Тула', time_zone: 'Europe/Moscow' },
  link: null,
  is_demo: false,
};
const MISHA = { id: 'misha', name: ME.name, class_title: '7Б' } as DiaryOwner;
const NOBODY: Home = { student: null, guardian: null, teacher: null, employee: null, administrator: null };
const HOME = { 'GET /api/journal/home': NOBODY, 'GET /api/journal/remote-lessons': [] };

function open(me: Partial<JournalMe>) {
  return show(
    <MeProvider me={{ ...ME, ...me }}>
      <HomePage />
    </MeProvider>,
  );
}

it('shows a teacher the lessons of today, and what is not filled in; asks for this week alone', async () => {
  const held = { ...lessonOn(TODAY, 1), ends_at: '2020-01-01T00:00:00Z', class_title: '8А' };
  const server = fakeApi({
    ...HOME,
    'GET /api/journal/timetable/mine': weekOf(mondayOf(TODAY), [held, lessonOn(TODAY, 3)]),
  });
  open({});
  expect(await screen.findByRole('heading', { name: /^Сегодня, / })).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'Не заполнено' })).toBeTruthy();
  const [line] = screen.getAllByRole('link', { name: /^8А · Алгебра/ });
  expect(line?.getAttribute('href')).toBe(`/journal/lessons/${TODAY} 1`);
  expect(server.requests.filter(({ what }) => what.includes('timetable'))).toHaveLength(1);
});

it('shows a student the homework for the next school day, of files alone too', async () => {
  const homework = (text: string, ...files: object[]) => ({ text, files }) as never;
  const server = fakeApi({
    ...HOME,
    'GET /api/journal/diary': [MISHA],
    'GET /api/journal/diary/{student_id}': weekOf(NEXT, [
      { ...lessonOn(NEXT, 1), homework: homework('№ 12') },
      { ...lessonOn(NEXT, 2), homework: homework('', { id: 'file' }) },
      { ...lessonOn(NEXT, 3), homework: homework('§ 3', { id: 'one' }, { id: 'two' }) },
    ]),
  });
  open({ roles: ['student'] });
  expect(await screen.findByText('Сегодня уроков нет.')).toBeTruthy();
  const lines = screen.getAllByRole('link', { name: /^Алгебра:/ }).map(({ textContent }) => textContent);
  expect(lines).toEqual(['Алгебра: № 12', 'Алгебра: 1 файл', 'Алгебра: § 3 · 2 файла']);
  expect(server.requests.filter(({ what }) => what.includes('diary/'))).toHaveLength(2);
});

it('says why it is not known whose diaries there are, and asks again on demand', async () => {
  const server = fakeApi({ ...HOME, 'GET /api/journal/diary': errorResponse(503, 'unavailable') });
  const { user } = open({ roles: ['guardian'] });
  const again = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({
    'GET /api/journal/diary': [MISHA],
    'GET /api/journal/diary/{student_id}': weekOf(mondayOf(TODAY), [lessonOn(TODAY, 1)]),
  });
  await user.click(again);
  expect(await screen.findByRole('link', { name: 'Алгебра' })).toBeTruthy();
});

it('shows one child although the day of another cannot be read', async () => {
  fakeApi({
    ...HOME,
    'GET /api/journal/diary': [MISHA, { ...MISHA, id: 'kolya' }],
    'GET /api/journal/diary/misha': weekOf(mondayOf(TODAY), [lessonOn(TODAY, 1)]),
    'GET /api/journal/diary/kolya': errorResponse(403, 'forbidden'),
  } as never);
  open({ roles: ['guardian'] });
  expect(await screen.findByRole('link', { name: 'Алгебра' })).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('У вас нет прав');
});

it('says without a connection that there is none, and goes on by itself', async () => {
  fakeApi({
    ...HOME,
    'GET /api/journal/timetable/mine': weekOf(mondayOf(TODAY), [lessonOn(TODAY, 1)]),
  });
  onlineManager.setOnline(false);
  open({});
  expect((await screen.findAllByRole('alert'))[0]?.textContent).toContain('Нет связи');
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByRole('link', { name: '7Б' })).toBeTruthy();
});
