import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { MeProvider } from '@/data/journal/me';
import type { JournalMe } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { dayKey } from '@/shared/i18n/time';
import { daysLater, mondayOf } from '@/shared/school/days';
import { fakeApi } from '@/shared/testing/api';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { Today } from './Today';

beforeAll(startTestTexts);

const TODAY = dayKey(new Date(serverNow()), 'Europe/Moscow');
const ME: JournalMe = {
  account_id: 'me',
  name: { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' },
  login: 'anna',
  roles: ['teacher'],
  school: { id: 'school', title: 'Школа № 7', city: 'Тула', time_zone: 'Europe/Moscow' },
  link: null,
  is_demo: false,
};

function open(me: Partial<JournalMe>) {
  show(
    <MeProvider me={{ ...ME, ...me }}>
      <Today />
    </MeProvider>,
  );
}

it('shows a teacher the lessons of today, and what is not filled in', async () => {
  const held = { ...lessonOn(TODAY, 1), ends_at: '2020-01-01T00:00:00Z', class_title: '8А' };
  fakeApi({
    'GET /api/journal/timetable/mine': weekOf(mondayOf(TODAY), [held, lessonOn(TODAY, 3)]),
    'GET /api/journal/remote-lessons': [],
  });
  open({});
  expect(await screen.findByRole('heading', { name: /^Сегодня, / })).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'Не заполнено' })).toBeTruthy();
  const [line] = screen.getAllByRole('link', { name: /^8А · Алгебра/ });
  expect(line?.getAttribute('href')).toBe(`/journal/lessons/${TODAY} 1`);
});

it('shows a student the homework for the next school day', async () => {
  const next = daysLater(mondayOf(TODAY), 7);
  const homework = { text: '№ 12', files: [] };
  fakeApi({
    'GET /api/journal/diary': [{ id: 'misha', name: ME.name, class_title: '7Б' } as never],
    'GET /api/journal/diary/{student_id}': weekOf(next, [{ ...lessonOn(next, 1), homework }]),
    'GET /api/journal/remote-lessons': [],
  });
  open({ roles: ['student'] });
  expect(await screen.findByText('Сегодня уроков нет.')).toBeTruthy();
  expect(await screen.findByRole('link', { name: 'Алгебра: № 12' })).toBeTruthy();
});
