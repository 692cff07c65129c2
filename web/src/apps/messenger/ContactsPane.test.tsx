import { waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { message, view } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { giveHeight, openMessenger } from '@/shared/testing/sync';
import { startTestTexts } from '@/shared/testing/texts';
import { ContactsPane } from './ContactsPane';

beforeAll(startTestTexts);

it('opens the dialog that another page has led to, in its own place', async () => {
  giveHeight(640);
  const messenger = await openMessenger([view(1, message(1))]);
  const dialog = view(1, null);
  const opened = { ...dialog, chat: { ...dialog.chat, id: 'dialog', kind: 'dialog' } };
  messenger.server.answer({
    'GET /api/contacts': [],
    'POST /api/dialogs': opened,
    'GET /api/chats/dialog': opened,
  } as never);
  const { history } = show(messenger.around(<ContactsPane write="anna" />));
  await waitFor(() => expect(history.location.pathname).toBe('/chats/dialog'));
  expect(history.length).toBe(1);
  expect(messenger.server.done).toContainEqual({ what: 'POST /api/dialogs', body: { profile_id: 'anna' } });
});
