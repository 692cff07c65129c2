import { expect, it, vi } from 'vitest';
import { CLOSE_CODES } from '@/shared/stream/wire';
import { rememberedProfile } from './database';
import { beginWithoutSockets, openTestSync } from './testing';

beginWithoutSockets();

it('leaves nothing behind where somebody is signed out', async () => {
  const { socket, onSignedOut } = await openTestSync();
  socket.onclose?.({ code: CLOSE_CODES.signedOut });
  await vi.waitFor(() => expect(onSignedOut).toHaveBeenCalledOnce());
  expect(rememberedProfile()).toBeUndefined();
});

it('knows a sign-out for the person’s own, also where the socket closes before the answer', async () => {
  const { sync, server, socket, onSignedOut } = await openTestSync();
  server.answer({
    'POST /api/id/sign-out': () => {
      socket.onclose?.({ code: CLOSE_CODES.signedOut });
      return undefined;
    },
    'GET /api/journal/me': null,
  });
  await sync.signOut();
  await vi.waitFor(() => expect(onSignedOut.mock.calls).toEqual([['signed_out']]));
});
