import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { MeProvider } from '@/data/journal/me';
import type { JournalMe } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { ClassesPage } from './ClassesPage';
import { ForRole } from './ForRole';
import { NowherePage } from './NowherePage';

beforeAll(startTestTexts);

const ANNA: JournalMe = {
  account_id: 'anna',
  name: { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' },
  login: 'anna',
  roles: ['teacher', 'homeroom_teacher'],
  school: { id: 'school', title: 'Школа № 7', city: 'Тула', time_zone: 'Europe/Moscow' },
  link: null,
  is_demo: false,
};
const CLASSES = [
  { id: '6a', title: '6А', is_homeroom: false },
  { id: '7b', title: '7Б', is_homeroom: true },
];

const wayOut = async () => (await screen.findByRole('link', { name: 'На главную' })).getAttribute('href');

it('an unknown address has a way out', async () => {
  show(<NowherePage />);
  expect(await wayOut()).toBe('/journal');
});

it('a section of others says so and leads to the first page', async () => {
  show(
    <MeProvider me={{ ...ANNA, roles: ['student'] }}>
      <ForRole section="timetable">расписание учителя</ForRole>
    </MeProvider>,
  );
  expect(await wayOut()).toBe('/journal');
  expect(screen.queryByText('расписание учителя')).toBeNull();
});

it('an address of no class of theirs is not answered with another class; without one it is the homeroom class', async () => {
  fakeApi({ 'GET /api/journal/timetable/classes': CLASSES });
  const { again } = show(
    <MeProvider me={ANNA}>
      <ClassesPage classId="xx" on={undefined} />
    </MeProvider>,
  );
  expect(await screen.findByText('Такой страницы нет')).toBeTruthy();
  expect(screen.queryByRole('link', { current: 'page', name: '6А' })).toBeNull();
  again(
    <MeProvider me={ANNA}>
      <ClassesPage on={undefined} />
    </MeProvider>,
  );
  expect((await screen.findByRole('link', { name: /7Б/ })).getAttribute('aria-current')).toBe('page');
});
