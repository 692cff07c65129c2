import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OfficeChoices, SlotRead } from '@/shared/api/schema';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { errorResponse, fakeServer } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { LessonsOfWeek } from './LessonsOfWeek';
import { WeeklyTimetable } from './WeeklyTimetable';

beforeAll(startTestTexts);

const OLGA = { last_name: 'Гришина', first_name: 'Ольга', patronymic: 'Петровна' };
const CHOICES: OfficeChoices = {
  classes: [],
  courses: [
    { id: 'algebra', class_id: '7b', subject: 'Алгебра', subgroup: null, teachers: ['anna'] },
    { id: 'history', class_id: '7b', subject: 'История', subgroup: null, teachers: ['olga'] },
    { id: 'physics', class_id: '8a', subject: 'Физика', subgroup: null, teachers: ['olga'] },
  ],
  teachers: [
    { id: 'olga', name: OLGA },
    { id: 'anna', name: { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' } },
  ],
  classrooms: [{ id: 'room', title: '214', seats: null }],
  bells: Array.from({ length: 7 }, (_, at) => ({
    number: at + 1,
    starts_at: `${8 + at}:30:00`.padStart(8, '0'),
    ends_at: `${9 + at}:15:00`.padStart(8, '0'),
  })),
  terms: [],
  holidays: [],
};
const SLOT: SlotRead = {
  id: 'slot',
  course_id: 'algebra',
  subject: 'Алгебра',
  subgroup: null,
  teachers: [OLGA],
  weekday: 1,
  number: 2,
  weeks: 'odd',
  classroom_id: 'room',
  classroom: '214',
  from_on: '2026-09-01',
  to_on: '2027-09-01',
};
const SLOTS = 'GET /api/journal/office/timetable/7b';
const TODAY = '2026-11-23';

function keep(answers: object) {
  sitAtDesktop();
  const server = fakeServer({ [SLOTS]: [SLOT], ...answers });
  return { ...show(<WeeklyTimetable classId="7b" choices={CHOICES} today={TODAY} />), server };
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = (name: string) => screen.getByRole('combobox', { name });

describe('the week of a class', () => {
  it('takes a new lesson where one presses, and asks for what is missing first', async () => {
    const { user, server } = keep({});
    await user.click(await button('Добавить урок: вторник, 3-й'));
    await user.click(await button('Добавить'));
    expect(await screen.findByText('Заполните это поле')).toBeTruthy();
    expect(server.done).toEqual([]);
    expect(within(field('Предмет')).queryByRole('option', { name: 'Физика' })).toBeNull();
    await user.selectOptions(field('Предмет'), 'История');
    await user.click(await button('Добавить'));
    expect(await screen.findByText('Урок добавлен в расписание')).toBeTruthy();
    expect(server.done).toEqual([
      {
        what: 'POST /api/journal/office/slots',
        body: {
          course_id: 'history',
          weekday: 2,
          number: 3,
          weeks: 'every',
          classroom_id: null,
          from_on: TODAY,
        },
      },
    ]);
  });

  it('says in words who is busy, and forgets that when something else is tried', async () => {
    const { user } = keep({
      'PUT /api/journal/office/slots/slot': errorResponse(409, 'classroom_busy', {
        classroom: '214',
        class: '8А',
        subject: 'Физика',
        weekday: 1,
        number: 2,
      }),
      'DELETE /api/journal/office/slots/slot': errorResponse(403, 'forbidden'),
    });
    await user.click(await button(/^Алгебра/));
    await user.click(await button('Сохранить'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/кабинете 214 .*«Физика» у 8А: понедельник/);
    await user.click(await button('Убрать из расписания'));
    await user.click(await button('Убрать'));
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('У вас нет прав на это действие.'),
    );
  });

  it('says that it did not come, and tries again', async () => {
    const { user, server } = keep({ [SLOTS]: errorResponse(401, 'unauthenticated') });
    await screen.findByRole('alert');
    server.answer({ [SLOTS]: [SLOT] });
    await user.click(await button('Повторить'));
    expect(await button(/^Алгебра/)).toBeTruthy();
  });
});

describe('one lesson', () => {
  const week = weekOf(TODAY, [lessonOn(TODAY, 1)]);
  const path = `/api/journal/office/lessons/${encodeURIComponent(`${TODAY} 1`)}`;

  it('is cancelled only with a reason', async () => {
    sitAtDesktop();
    const server = fakeServer();
    const { user } = show(
      <LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={new Set()} />,
    );
    await user.click(await button(/Алгебра/));
    await user.click(await screen.findByRole('radio', { name: 'Отмена' }));
    await user.click(await button('Отменить урок'));
    expect(server.done).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /Причина/ }), ' карантин ');
    await user.click(await button('Отменить урок'));
    await waitFor(() =>
      expect(server.done).toEqual([{ what: `POST ${path}/cancel`, body: { reason: 'карантин' } }]),
    );
  });

  it('is given to another teacher than its own', async () => {
    sitAtDesktop();
    const server = fakeServer();
    const { user } = show(
      <LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={new Set()} />,
    );
    await user.click(await button(/Алгебра/));
    const teacher = await screen.findByRole('combobox', { name: 'Кто заменяет' });
    expect(within(teacher).queryByRole('option', { name: /Белова/ })).toBeNull();
    await user.selectOptions(teacher, 'olga');
    await user.click(await button('Назначить замену'));
    await waitFor(() =>
      expect(server.done).toEqual([
        { what: `POST ${path}/substitute`, body: { teacher_id: 'olga', reason: null } },
      ]),
    );
  });

  it('is moved to a holiday only once the office was asked', async () => {
    sitAtDesktop();
    const given: unknown[] = [];
    fakeServer({
      [`POST ${path}/move`]: (body: unknown) => {
        given.push((body as { accept_unusual: boolean }).accept_unusual);
        return given.length > 1 ? {} : errorResponse(409, 'unusual_time', { reasons: ['holiday', 'past'] });
      },
    });
    const { user } = show(
      <LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={new Set()} />,
    );
    await user.click(await button(/Алгебра/));
    await user.click(await screen.findByRole('radio', { name: 'Перенос' }));
    await user.click(await button('Перенести'));
    expect(await screen.findByText('В этот день каникулы или праздник. Это время уже прошло.')).toBeTruthy();
    await user.click(await button('Поставить'));
    await waitFor(() => expect(given).toEqual([false, true]));
  });

  const HOURS = 'GET /api/journal/office/hours';
  const hour = (number: number, conflicts: string[] = [], teachers: string[] = [], rooms: string[] = []) => ({
    number,
    conflicts,
    busy_teachers: teachers,
    busy_classrooms: rooms,
  });
  const options = (name: string) =>
    within(field(name))
      .getAllByRole<HTMLOptionElement>('option')
      .map(({ text, disabled }) => (disabled ? `(${text})` : text));

  it('is moved to a free hour and classroom: they are offered first, the others not at all', async () => {
    sitAtDesktop();
    const hours = [
      hour(1, ['class_busy']),
      hour(2, [], [], ['room']),
      hour(3, ['teacher_busy', 'class_busy']),
    ];
    fakeServer({ [HOURS]: hours });
    const { user } = show(
      <LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={new Set()} />,
    );
    await user.click(await button(/Алгебра/));
    await user.click(await screen.findByRole('radio', { name: 'Перенос' }));
    await waitFor(() => expect(options('Какой урок')[0]).toBe('2-й, 09:30'));
    expect(options('Какой урок')).toContain('(3-й, 10:30 · учитель занят · у класса урок)');
    expect(options('Кабинет')).toEqual(['Без кабинета', '(214 · занято)']);
    expect(screen.getByText('В это время кабинет занят')).toBeTruthy();
  });

  it('is given to those who are free then', async () => {
    sitAtDesktop();
    fakeServer({ [HOURS]: [hour(1, [], ['olga'])] });
    const { user } = show(
      <LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={new Set()} />,
    );
    await user.click(await button(/Алгебра/));
    await waitFor(() =>
      expect(options('Кто заменяет')).toEqual(['Выберите', '(Гришина Ольга Петровна · занято)']),
    );
  });

  it('is marked where it is held at a distance', () => {
    sitAtDesktop();
    fakeServer();
    const [lesson] = week.days.flatMap(({ lessons }) => lessons);
    const remoteIds = new Set([lesson?.id ?? '']);
    show(<LessonsOfWeek classId="7b" week={week} on={TODAY} choices={CHOICES} remoteIds={remoteIds} />);
    expect(screen.getByRole('button', { name: /Алгебра.*Дистанционно/ })).toBeTruthy();
  });
});
