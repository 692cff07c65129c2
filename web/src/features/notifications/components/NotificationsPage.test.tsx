import { screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import type { NotificationRead } from '@/shared/api/schema';
import { show } from '@/shared/testing/screen';
import { errorResponse, fakeServer, silence } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { NotificationsPage } from './NotificationsPage';

const LIST = 'GET /api/notifications';

const CANCELLED: NotificationRead = {
  id: 'one',
  kind: 'lesson_cancelled',
  child_id: 'misha',
  child: 'Миша',
  params: { title: 'Алгебра, 7Б', starts_at: '2026-12-04T08:25:00Z', time_zone: 'Europe/Moscow', reason: '' },
  target: 'lesson',
  target_id: 'algebra',
  at: '2026-11-30T07:00:00Z',
  read_at: null,
  is_withdrawn: false,
};

beforeAll(startTestTexts);

test('a page that loads says so, and one that fails offers another try', async () => {
  const server = fakeServer({ [LIST]: silence });
  const { leave } = show(<NotificationsPage side="messenger" />);
  expect(screen.getByRole('status')).toBeTruthy();
  leave();
  server.answer({ [LIST]: errorResponse(503, 'unavailable') });
  const { user } = show(<NotificationsPage side="messenger" />);
  const retry = await screen.findByRole('button', { name: 'Повторить' });
  server.answer({ [LIST]: { notifications: [], more: false, unread_count: 0 } });
  await user.click(retry);
  expect(await screen.findByText('Уведомлений нет')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Прочитать все' })).toBeNull();
});

test('what is unread is marked, and read by a click that leads to the lesson', async () => {
  const server = fakeServer({ [LIST]: { notifications: [CANCELLED], more: false, unread_count: 1 } });
  const { user } = show(<NotificationsPage side="messenger" />);
  const link = await screen.findByRole('link', { name: /Урок отменён.*Миша/ });
  expect(link.getAttribute('href')).toBe('/journal/lessons/algebra?diary=misha');
  expect(screen.getByRole('img', { name: 'Не прочитано' })).toBeTruthy();
  expect(screen.getByText('1 непрочитанное')).toBeTruthy();
  link.addEventListener('click', (event) => event.preventDefault());
  await user.click(link);
  expect(server.done.map(({ what }) => what)).toEqual(['PUT /api/notifications/one/read']);
});

test('all are read at once, and older ones are shown on demand', async () => {
  const server = fakeServer({
    [LIST]: { notifications: [CANCELLED], more: true, unread_count: 3 },
  });
  const { user } = show(<NotificationsPage side="journal" />);
  const older = await screen.findByRole('button', { name: 'Показать ещё' });
  server.answer({
    [LIST]: {
      notifications: [{ ...CANCELLED, id: 'old', kind: 'lesson_restored', read_at: CANCELLED.at }],
      more: false,
      unread_count: 3,
    },
  });
  await user.click(older);
  expect(await screen.findByText('Урок состоится')).toBeTruthy();
  expect(screen.getByText('Урок отменён')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Прочитать все' }));
  expect(server.done.map(({ what }) => what)).toEqual(['PUT /api/notifications/read']);
  expect(new Set(server.queries.map((query) => query.get('as')))).toEqual(new Set(['account']));
});

test('one that cannot be shown is a line of its own; the others stay', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const notifications = [{ ...CANCELLED, id: 'broken', params: null } as never, CANCELLED];
  fakeServer({ [LIST]: { notifications, more: false, unread_count: 2 } });
  show(<NotificationsPage side="messenger" />);
  expect(await screen.findByText('Не удалось показать.')).toBeTruthy();
  expect(screen.getByRole('link')).toBeTruthy();
});
