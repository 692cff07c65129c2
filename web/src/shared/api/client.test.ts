import { afterEach, expect, it, vi } from 'vitest';
import { fakeApi } from '../testing/api';
import { errorResponse, network } from '../testing/server';
import { api, onSignedOut } from './client';
import { forgetAfter, openPageFor, socketAddress } from './principal';

afterEach(() => forgetAfter('/api/demo/sign-in'));

/** Whom the last request says that the page was opened for. */
function openedFor(kind: string): string | null | undefined {
  return vi.mocked(network.answer).mock.lastCall?.[0].headers.get(`X-Opened-For-${kind}`);
}

it('names whom the page was opened for, in requests and sockets, until somebody signs out or in', async () => {
  const server = fakeApi({ 'GET /api/journal/me': { account_id: 'misha' } as never });
  await api.GET('/api/journal/me');
  await api.POST('/api/journal/sign-out');
  expect(openedFor('account')).toBe('misha');
  await api.POST('/api/journal/sign-in', { body: { login: 'lena', password: 'secret' } });
  expect(openedFor('account')).toBeNull();
  server.answer({ 'GET /api/journal/me': { account_id: 'lena' } as never });
  await api.GET('/api/journal/me');
  expect(socketAddress('/ws', 'account').search).toBe('?as=account&for=lena');
  expect(socketAddress('/ws', 'profile').search).toBe('?as=profile');
});

it('tells that somebody else is signed in than the page was opened for', async () => {
  fakeApi({ 'GET /api/chats': errorResponse(401, 'other_principal') });
  const heard = vi.fn();
  const forget = onSignedOut(heard);
  openPageFor('profile', 'anna');
  await expect(api.GET('/api/chats')).rejects.toMatchObject({ code: 'other_principal' });
  expect(heard).toHaveBeenCalledExactlyOnceWith('other_principal');
  forget();
});
