import { screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { WeekHead } from './WeekHead';
import { WeekView } from './WeekView';

beforeAll(startTestTexts);

const MONDAY = '2026-11-23';
const WEEK = weekOf(MONDAY, [lessonOn(MONDAY, 1), lessonOn('2026-11-25', 2)]);

function read(week = WEEK, on = MONDAY) {
  const onDay = vi.fn();
  const hrefOf = ({ id }: { id: string }) => `/journal/lessons/${id}`;
  const shown = show(<WeekView week={week} on={on} onDay={onDay} leads="subject" hrefOf={hrefOf} />);
  return { ...shown, onDay };
}

describe('a week', () => {
  it('has its days side by side on a desktop, the weekend only where it is used', () => {
    sitAtDesktop();
    read();
    const days = screen.getAllByRole('region').map((day) => day.getAttribute('aria-label'));
    expect(days).toHaveLength(5);
    expect(days[0]).toBe('понедельник, 23 ноября');
    expect(screen.getAllByText('Уроков нет')).toHaveLength(3);
  });

  it('is read a day at a time on a phone, and a swipe leads on', async () => {
    const { onDay } = read();
    const day = screen.getByRole('region', { name: 'понедельник, 23 ноября' });
    const touch = (type: string, clientX: number) => {
      const at = [{ clientX, clientY: 100 }];
      day.dispatchEvent(
        Object.assign(new Event(type, { bubbles: true }), { touches: at, changedTouches: at }),
      );
    };
    touch('touchstart', 300);
    touch('touchend', 120);
    expect(onDay).toHaveBeenCalledWith('2026-11-24');
  });

  it('names a holiday in place of lessons', () => {
    const [first, ...days] = WEEK.days;
    const holiday = { ...WEEK, days: [{ ...first, lessons: [], holiday: 'Осенние каникулы' }, ...days] };
    read(holiday as typeof WEEK);
    expect(screen.getByText('Осенние каникулы')).toBeTruthy();
  });

  it('shows hours by the school’s clock wherever one reads it', () => {
    read({ ...WEEK, time_zone: 'Asia/Vladivostok' });
    expect(screen.getByText('15:30–16:15')).toBeTruthy();
  });
});

describe('a lesson in a week', () => {
  it('says in words what sets it apart: cancelled and why, moved, substituted', () => {
    const olga = { last_name: 'Гришина', first_name: 'Ольга', patronymic: 'Петровна' };
    const cancelled = { ...lessonOn(MONDAY, 1), state: 'cancelled', reason: 'карантин' } as const;
    const moved = { ...lessonOn(MONDAY, 2), moved_from: { on: '2026-11-20', number: 4 } };
    const substituted = { ...lessonOn(MONDAY, 3), substitute: olga };
    read(weekOf(MONDAY, [cancelled, moved, substituted] as Parameters<typeof weekOf>[1]));
    const [first, second, third] = screen.getAllByRole('article');
    expect(within(first as HTMLElement).getByText('Отменён: карантин')).toBeTruthy();
    expect(within(second as HTMLElement).getByText('Перенесён с 20 ноября, 4‑й урок')).toBeTruthy();
    expect(within(third as HTMLElement).getByText('Замена: Ольга Петровна')).toBeTruthy();
  });

  it('is struck where it was before it was moved, also on its own day, and says where it is', () => {
    const moved = { ...lessonOn(MONDAY, 4), moved_from: { on: MONDAY, number: 2 } };
    read(weekOf(MONDAY, [lessonOn(MONDAY, 1), lessonOn(MONDAY, 3), moved]));
    const cards = screen.getAllByRole('article');
    expect(cards.map((card) => card.dataset['struck'])).toEqual([undefined, 'true', undefined, undefined]);
    const [, before, , after] = cards as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    expect(within(before).getByText('Перенесён на 23 ноября, 4‑й урок')).toBeTruthy();
    expect(before.querySelector('time')).toBeNull();
    expect(within(after).getByText('Перенесён с 23 ноября, 2‑й урок')).toBeTruthy();
    expect(within(after).getByText('11:30–12:15')).toBeTruthy();
  });

  it('that keeps its time says that the classroom is another', () => {
    read(weekOf(MONDAY, [{ ...lessonOn(MONDAY, 1), moved_from: { on: MONDAY, number: 1 } }]));
    expect(screen.getByText('Другой кабинет')).toBeTruthy();
    expect(screen.getAllByRole('article')).toHaveLength(1);
  });

  it('tells topic and homework apart', () => {
    const lesson = { ...lessonOn(MONDAY, 1), topic: 'Дроби', homework: { text: '№ 12', files: [] } };
    const hrefOf = () => '/';
    show(
      <WeekView week={weekOf(MONDAY, [lesson])} on={MONDAY} onDay={vi.fn()} leads="class" hrefOf={hrefOf} />,
    );
    const [card] = screen.getAllByRole('article');
    expect(card?.textContent).toContain('Тема: Дроби');
    expect(card?.textContent).toContain('Домашнее задание: № 12');
  });

  it('says how one was there, what is to be done at home, and how many files there are', () => {
    const lesson = {
      ...lessonOn(MONDAY, 1),
      attendance: { state: 'late', late_minutes: 7 },
      homework: { text: '№ 12', files: [{ id: 'a' }, { id: 'b' }] },
    };
    read(weekOf(MONDAY, [lesson] as unknown as Parameters<typeof weekOf>[1]));
    expect(screen.getByText('Опоздание: 7 мин')).toBeTruthy();
    expect(screen.getByText(/№ 12/)).toBeTruthy();
    expect(screen.getByText('2 файла')).toBeTruthy();
  });
});

describe('the way to other weeks', () => {
  beforeEach(sitAtDesktop);
  const head = (on: string) =>
    show(
      <>
        <WeekHead title="Дневник" on={on} today={MONDAY} hrefOf={(day) => `/journal/diary/${day}`} />
        <input aria-label="Тема" />
      </>,
    );

  it('is an arrow key, unless one writes', async () => {
    const { user, history } = head(MONDAY);
    await user.keyboard('{ArrowRight}');
    expect(history.location.pathname).toBe('/journal/diary/2026-11-30');
    await user.click(screen.getByRole('textbox'));
    await user.keyboard('{ArrowLeft}');
    expect(history.location.pathname).toBe('/journal/diary/2026-11-30');
  });

  it('names the week, and leads back to today from another one', () => {
    head('2026-12-02');
    const weeks = within(screen.getByRole('navigation', { name: 'Неделя' }));
    expect(weeks.getByText(/30\s*ноября/).textContent?.replace(/\s/g, ' ')).toBe('30 ноября – 6 декабря');
    expect(weeks.getByRole('link', { name: 'Сегодня' }).getAttribute('href')).toBe(
      `/journal/diary/${MONDAY}`,
    );
  });
});

it('a lesson that cannot be shown is a line of its own; the others stay', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  sitAtDesktop();
  const broken = { ...lessonOn(MONDAY, 1), homework: null } as never;
  read(weekOf(MONDAY, [broken, lessonOn(MONDAY, 2), lessonOn('2026-11-25', 2)]));
  expect(screen.getAllByRole('article')).toHaveLength(2);
  expect(screen.getByText('Не удалось показать.')).toBeTruthy();
});
