import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { SessionRead } from '@/shared/api/schema';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { SessionsCard } from './SessionsCard';

beforeAll(startTestTexts);

const session = (id: string, device: string, is_current: boolean): SessionRead => ({
  id,
  device,
  signed_in_at: '2026-11-01T08:00:00Z',
  seen_at: '2026-11-20T08:00:00Z',
  location: 'Москва',
  is_current,
});
const HERE = session('here', 'Chrome, Windows', true);
const PHONE = session('phone', 'Safari, iPhone', false);
const INBOX = { 'GET /api/notifications': { notifications: [], more: false, unread_count: 0 } };

it('ends another device’s session, and never this one by mistake', async () => {
  const server = fakeApi({ ...INBOX, 'GET /api/id/sessions': [PHONE, HERE] });
  const { user } = show(<SessionsCard onSignOutEverywhere={async () => undefined} />);
  const end = await screen.findByRole('button', { name: 'Завершить: Safari, iPhone' });
  expect(screen.getByText(/Это устройство/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Завершить: Chrome, Windows' })).toBeNull();
  server.answer({ 'GET /api/id/sessions': [HERE] });
  await user.click(end);
  expect(await screen.findByText('Завершить сеанс?')).toBeTruthy();
  expect(server.requests.map(({ what }) => what)).not.toContain('DELETE /api/id/sessions/phone');
  await user.click(screen.getByRole('button', { name: 'Завершить' }));
  await vi.waitFor(() => expect(screen.queryByText('Safari, iPhone')).toBeNull());
  expect(server.requests.map(({ what }) => what)).toContain('DELETE /api/id/sessions/phone');
});

it('says why a session could not be ended, and keeps it', async () => {
  fakeApi({
    ...INBOX,
    'GET /api/id/sessions': [HERE, PHONE],
    'DELETE /api/id/sessions/{session_id}': errorResponse(429, 'too_many', { retry_after: 5 }),
  });
  const { user } = show(<SessionsCard onSignOutEverywhere={async () => undefined} />);
  await user.click(await screen.findByRole('button', { name: /Завершить: Safari/ }));
  await user.click(await screen.findByRole('button', { name: 'Завершить' }));
  expect(await screen.findByText(/Повторите через 5 секунд/)).toBeTruthy();
  expect(screen.getByText('Safari, iPhone')).toBeTruthy();
});

it('signs out everywhere only after a question', async () => {
  fakeApi({ ...INBOX, 'GET /api/id/sessions': [HERE] });
  const onSignOutEverywhere = vi.fn(async () => undefined);
  const { user } = show(<SessionsCard onSignOutEverywhere={onSignOutEverywhere} />);
  await user.click(await screen.findByRole('button', { name: 'Выйти на всех устройствах' }));
  await user.click(await screen.findByRole('button', { name: 'Отмена' }));
  expect(onSignOutEverywhere).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Выйти на всех устройствах' }));
  const [, sure] = await screen.findAllByRole('button', { name: 'Выйти на всех устройствах' });
  if (sure) await user.click(sure);
  await vi.waitFor(() => expect(onSignOutEverywhere).toHaveBeenCalledOnce());
});
