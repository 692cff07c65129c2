import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forgetAttendance } from '@/data/journal/attendance-notes';
import type { LessonPage, ProposedAttendance } from '@/shared/api/schema';
import { lessonOn } from '@/shared/testing/school';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { AttendanceCard } from './AttendanceCard';

beforeAll(startTestTexts);
afterEach(forgetAttendance);

const { attendance: _, ...lesson } = lessonOn('2026-11-23', 1);
const student = (id: string, first_name: string) => ({
  id,
  name: { last_name: 'Ким', first_name, patronymic: null },
  attendance: null,
});
const PAGE: LessonPage = {
  lesson: { ...lesson, id: 'algebra' },
  students: [student('misha', 'Миша'), student('lena', 'Лена')],
  may: { edit: true, confirm_attendance: true, hold: true },
};
const CONFIRM = 'PUT /api/journal/lessons/algebra/attendance';

function look(page: Partial<LessonPage> = {}, proposal: readonly ProposedAttendance[] = []) {
  const server = fakeServer({ [CONFIRM]: PAGE });
  const card = (now: Partial<LessonPage>) => (
    <AttendanceCard page={{ ...PAGE, ...now }} proposal={proposal} zone="Asia/Vladivostok" />
  );
  const shown = show(card(page));
  return { ...shown, server, tell: (now: Partial<LessonPage>) => shown.again(card(now)) };
}

const of = (name: string) => within(screen.getByRole('radiogroup', { name }));
const noted = (name: string) =>
  of(name)
    .getAllByRole<HTMLInputElement>('radio')
    .find(({ checked }) => checked)
    ?.getAttribute('aria-label');
const button = (name: string) => screen.getByRole('button', { name });

describe('for the teacher', () => {
  it('begins with what the call proposes, and says so', () => {
    const late = { student_id: 'lena', name: PAGE.students[1]?.name, state: 'late', late_minutes: 12 };
    look({}, [{ ...late, present_minutes: 33, lesson_minutes: 45 } as ProposedAttendance]);
    expect(screen.getByText('В звонке: 33 из 45 мин')).toBeTruthy();
    expect(screen.getByText('Заполнено по присутствию в звонке. Проверьте и подтвердите.')).toBeTruthy();
    expect(noted('Ким Миша')).toBe('Присутствует');
    expect(noted('Ким Лена')).toBe('Опоздание');
    expect(screen.getByRole<HTMLInputElement>('spinbutton').value).toBe('12');
  });

  it('is filled by keys: a digit or a letter notes, arrows lead to the next student', async () => {
    const { user, server } = look();
    await user.click(of('Ким Миша').getByRole('radio', { name: 'Присутствует' }));
    await user.keyboard('3{ArrowDown}[KeyJ]');
    expect(noted('Ким Миша')).toBe('Отсутствует');
    expect(noted('Ким Лена')).toBe('Опоздание');
    expect(screen.getByText('Присутствуют: 1 из 2')).toBeTruthy();
    await user.click(button('Подтвердить посещаемость'));
    expect(server.done).toEqual([
      {
        what: CONFIRM,
        body: {
          entries: [
            { student_id: 'misha', state: 'absent', late_minutes: 0 },
            { student_id: 'lena', state: 'late', late_minutes: 5 },
          ],
        },
      },
    ]);
    expect(await screen.findByText('Посещаемость подтверждена')).toBeTruthy();
  });

  it('lets the minutes be typed anew from an empty field', async () => {
    const { user, server } = look();
    await user.click(of('Ким Лена').getByRole('radio', { name: 'Опоздание' }));
    const minutes = screen.getByRole<HTMLInputElement>('spinbutton', {
      name: 'На сколько минут опоздание: Ким Лена',
    });
    await user.clear(minutes);
    await user.type(minutes, '7');
    expect(minutes.value).toBe('7');
    await user.click(button('Подтвердить посещаемость'));
    expect(server.done[0]?.body).toMatchObject({
      entries: [{ state: 'present' }, { state: 'late', late_minutes: 7 }],
    });
  });

  it('keeps what was noted while the server was still being told', async () => {
    const { user, server } = look();
    const telling = slowly(PAGE);
    server.answer({ [CONFIRM]: telling.answer });
    await user.click(of('Ким Миша').getByRole('radio', { name: 'Болеет' }));
    await user.click(button('Подтвердить посещаемость'));
    await user.click(of('Ким Лена').getByRole('radio', { name: 'Отсутствует' }));
    telling.come();
    await screen.findByText('Посещаемость подтверждена');
    expect(noted('Ким Лена')).toBe('Отсутствует');
  });

  it('sends only what was noted, and shows what another device has confirmed meanwhile', async () => {
    const attended = (misha: 'present' | 'late') =>
      PAGE.students.map((one) => ({
        ...one,
        attendance: { state: one.id === 'misha' ? misha : 'present', late_minutes: misha === 'late' ? 5 : 0 },
      })) as LessonPage['students'];
    const confirmed = { ...PAGE.lesson, attendance_confirmed_at: '2026-11-23T01:15:00Z' };
    const { user, server, tell } = look({ lesson: confirmed, students: attended('present') });
    await user.click(of('Ким Лена').getByRole('radio', { name: 'Болеет' }));
    tell({ lesson: confirmed, students: [...attended('late'), student('dima', 'Дима')] });
    expect(noted('Ким Миша')).toBe('Опоздание');
    expect(noted('Ким Лена')).toBe('Болеет');
    expect(noted('Ким Дима')).toBe('Присутствует');
    await user.click(button('Сохранить изменения'));
    expect(server.done).toEqual([
      { what: CONFIRM, body: { entries: [{ student_id: 'lena', state: 'ill', late_minutes: 0 }] } },
    ]);
  });

  it('keeps what was noted while another page is open', async () => {
    const { user, again } = look();
    await user.click(of('Ким Миша').getByRole('radio', { name: 'Болеет' }));
    again(<p>Другая страница</p>);
    again(<AttendanceCard page={PAGE} proposal={[]} zone="Asia/Vladivostok" />);
    expect(noted('Ким Миша')).toBe('Болеет');
  });

  it('keeps what was noted when the server refuses, and says why', async () => {
    const { user, server } = look();
    server.answer({ [CONFIRM]: errorResponse(403, 'forbidden') });
    await user.click(of('Ким Миша').getByRole('radio', { name: 'Болеет' }));
    await user.click(button('Подтвердить посещаемость'));
    expect(await screen.findByText('У вас нет прав на это действие.')).toBeTruthy();
    expect(noted('Ким Миша')).toBe('Болеет');
  });

  it('says by the school’s clock when it was confirmed, and has nothing to confirm until a change', async () => {
    const attended = PAGE.students.map((one) => ({
      ...one,
      attendance: { state: 'present', late_minutes: 0 },
    }));
    const { user } = look({
      lesson: { ...PAGE.lesson, attendance_confirmed_at: '2026-11-23T01:15:00Z' },
      students: attended as LessonPage['students'],
    });
    expect(screen.getByText(/Подтверждено: 23 ноября 2026.*11:15/)).toBeTruthy();
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Сохранить изменения' });
    expect(save.disabled).toBe(true);
    await user.click(of('Ким Лена').getByRole('radio', { name: 'Болеет' }));
    await waitFor(() => expect(save.disabled).toBe(false));
  });
});

it('is only read by who may not confirm it', () => {
  look({ may: { edit: false, confirm_attendance: false, hold: false } });
  expect(screen.queryByRole('radiogroup')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('Ким Миша')).toBeTruthy();
});

it('a student who cannot be shown is a line of their own; the others are noted', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  look({ students: [{ ...student('misha', 'Миша'), name: null } as never, student('lena', 'Лена')] });
  expect(screen.getByText('Не удалось показать.')).toBeTruthy();
  expect(noted('Ким Лена')).toBe('Присутствует');
});
