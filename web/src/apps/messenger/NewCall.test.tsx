import { act, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { joinButton, showEntry } from '@/features/join/testing';
import { view } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { NewCall } from './NewCall';
import { useCalls } from './useCalls';

beforeAll(startTestTexts);

const START = 'POST /api/chats/class/calls';

/** Позвонить в диалог. */
function Call() {
  const { start } = useCalls();
  return (
    <button type="button" onClick={() => start('class')}>
      Позвонить
    </button>
  );
}

/** Миша stands before a dialog, and has used his microphone here before; calls cannot begin now. */
async function stand() {
  const given = view(1, null);
  const messenger = await openMessenger([{ ...given, chat: { ...given.chat, kind: 'dialog' } }]);
  showEntry();
  vi.stubGlobal('navigator', { permissions: { query: async () => ({ state: 'granted' }) } });
  messenger.server.answer({ [START]: errorResponse(503, 'media_unavailable') });
  const page = (part: React.ReactNode) => messenger.around(part);
  const shown = show(page(<Call />));
  const starts = () => messenger.server.done.filter(({ what }) => what === START).length;
  return { ...shown, page, starts };
}

it('rings once for one press, not when the page is returned to or loaded anew', async () => {
  const { user, again, page, history, starts } = await stand();
  await user.click(screen.getByRole('button', { name: 'Позвонить' }));
  await waitFor(() => expect(history.location.pathname).toBe('/call/new/class'));
  again(page(<NewCall chatId="class" />));
  await waitFor(() => expect(starts()).toBe(1));
  again(page(<Call />));
  again(page(<NewCall chatId="class" />));
  await joinButton();
  await act(async () => undefined);
  expect(starts()).toBe(1);
});

it('leaves no entry that «Назад» would return to', async () => {
  const { user, again, page, history } = await stand();
  await user.click(screen.getByRole('button', { name: 'Позвонить' }));
  again(page(<NewCall chatId="class" />));
  await joinButton();
  const before = history.length;
  await user.click(screen.getByRole('button', { name: 'Не сейчас' }));
  await waitFor(() => expect(history.location.pathname).not.toBe('/call/new/class'));
  expect(history.length).toBe(before);
});
