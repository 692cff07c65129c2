import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { NotificationRead, SessionRead } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { NotificationsCard } from './NotificationsCard';

beforeAll(startTestTexts);

const signIn = (id: string, session_id: string): NotificationRead => ({
  id,
  kind: 'new_sign_in',
  child_id: null,
  child: null,
  params: { device: 'Firefox, Linux', session_id, location: null },
  target: 'profile',
  target_id: null,
  at: '2026-11-20T08:00:00Z',
  read_at: null,
  is_withdrawn: false,
});
const session = (id: string): SessionRead => ({
  id,
  device: 'Firefox, Linux',
  signed_in_at: '2026-11-01T08:00:00Z',
  seen_at: '2026-11-20T08:00:00Z',
  location: null,
  is_current: false,
});
const inbox = (...notifications: NotificationRead[]) => ({
  'GET /api/notifications': { notifications, more: false, unread_count: notifications.length },
});

it('ends a stranger’s session after a question, forgets its sign-in, and goes on to keep them out', async () => {
  const server = fakeApi({ ...inbox(signIn('told', 'theirs')), 'GET /api/id/sessions': [session('theirs')] });
  const onStranger = vi.fn();
  const { user } = show(<NotificationsCard onStranger={onStranger} />);
  await user.click(await screen.findByRole('button', { name: 'Это не я' }));
  expect(onStranger).not.toHaveBeenCalled();
  server.answer(inbox());
  await user.click(await screen.findByRole('button', { name: 'Завершить' }));
  await vi.waitFor(() => expect(onStranger).toHaveBeenCalledOnce());
  const asked = server.requests.map(({ what }) => what);
  expect(asked).toEqual(
    expect.arrayContaining(['DELETE /api/id/sessions/theirs', 'PUT /api/notifications/told/read']),
  );
});

it('says that a session has ended, and helps against a stranger even then', async () => {
  fakeApi({
    ...inbox(signIn('told', 'theirs')),
    'GET /api/id/sessions': [session('mine')],
    'DELETE /api/id/sessions/{session_id}': errorResponse(404, 'not_found'),
  });
  const onStranger = vi.fn();
  const { user } = show(<NotificationsCard onStranger={onStranger} />);
  expect(await screen.findByText(/сеанс уже завершён/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Это не я' }));
  await user.click(await screen.findByRole('button', { name: 'Завершить' }));
  await vi.waitFor(() => expect(onStranger).toHaveBeenCalledOnce());
});
