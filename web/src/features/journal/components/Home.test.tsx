import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { Home as HomeData } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { Home } from './Home';

beforeAll(startTestTexts);

const ANNA = { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' };
const NOBODY: HomeData = {
  student: null,
  guardian: null,
  teacher: null,
  employee: null,
  administrator: null,
};

function home(parts: Partial<HomeData>) {
  const server = fakeApi({ 'GET /api/journal/home': { ...NOBODY, ...parts } });
  return { ...show(<Home />), server };
}

const heading = (name: string) => screen.findByRole('heading', { name });

it('tells a student the class, its teacher and who teaches what', async () => {
  const courses = [
    { id: '1', title: 'Алгебра', subgroup: null, teachers: [ANNA] },
    { id: '2', title: 'Английский', subgroup: 'Группа 1', teachers: [] },
  ];
  home({ student: { class_title: '7Б', homeroom_teacher: null, courses } });
  await heading('Мой класс: 7Б');
  expect(screen.getByText('Классный руководитель не назначен')).toBeTruthy();
  expect(screen.getByText('Белова Анна Сергеевна')).toBeTruthy();
  expect(screen.getByText('Учитель не назначен')).toBeTruthy();
});

it('tells a teacher the own class and the courses, by subject and in the order of the classes', async () => {
  const course = (id: string, title: string, class_title: string) => ({
    id,
    title,
    class_id: class_title,
    class_title,
    subgroup: null,
    students: 25,
  });
  home({
    teacher: {
      homeroom_classes: [{ id: 'c', title: '7Б', students: 21 }],
      courses: [course('1', 'Физика', '10Б'), course('2', 'Алгебра', '7Б'), course('3', 'Физика', '8А')],
    },
  });
  await heading('Классное руководство');
  expect(screen.getByRole('link', { name: /21 ученик/ }).getAttribute('href')).toBe('/journal/classes/c');
  expect(screen.getByRole('link', { name: /10Б/ }).getAttribute('href')).toBe('/journal/classes/10Б');
  expect(screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'Алгебра',
    'Физика',
  ]);
  const classes = screen.getAllByText(/^(7Б|8А|10Б)$/).map(({ textContent }) => textContent);
  expect(classes).toEqual(['7Б', '7Б', '8А', '10Б']);
});

it('tells a guardian of each child by name, also of one without a class', async () => {
  const child = { homeroom_teacher: ANNA, school: 'Школа № 7' };
  home({
    guardian: {
      children: [
        {
          ...child,
          id: '1',
          name: { last_name: 'Соколов', first_name: 'Миша', patronymic: null },
          class_title: '7Б',
        },
        {
          ...child,
          id: '2',
          name: { last_name: 'Соколов', first_name: 'Коля', patronymic: null },
          class_title: null,
        },
      ],
    },
  });
  await heading('Миша Соколов');
  await heading('Коля Соколов');
  expect(screen.getByText('7Б класс')).toBeTruthy();
  expect(screen.getByText('Класс не указан')).toBeTruthy();
});

it('tells an administrator how many are not linked, and an employee the position', async () => {
  home({
    administrator: { classes: 2, students: 51, not_linked: 4 },
    employee: { position: 'Заместитель директора' },
  });
  await heading('Школа в цифрах');
  expect(screen.getByText('без учебного профиля')).toBeTruthy();
  expect(screen.getByText('Заместитель директора')).toBeTruthy();
});

it('says so where the school has given no role', async () => {
  home({});
  expect(await screen.findByText('Школа пока не указала вашу роль')).toBeTruthy();
});

it('says what failed, and tries again on demand', async () => {
  const server = fakeApi({ 'GET /api/journal/home': errorResponse(401, 'unauthenticated') });
  const { user } = show(<Home />);
  const again = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({ 'GET /api/journal/home': { ...NOBODY, employee: { position: 'Библиотекарь' } } });
  await user.click(again);
  expect(await screen.findByText('Библиотекарь')).toBeTruthy();
});
