import { expect, it } from 'vitest';
import { message } from '@/shared/testing/chat';
import { fakeServer } from '@/shared/testing/server';
import { sentText, textBody } from './sent';

const entities = [{ kind: 'mention' as const, offset: 0, length: 5, profile_id: 'lena' }];
const signal = new AbortController().signal;

it('sends what was written, with its entities, its files and what it replies to', async () => {
  const stored = message(5);
  const server = fakeServer({ 'POST /api/chats/class/messages': stored });
  const body = textBody({ text: '@Лена', entities }, message(4), message(4));
  expect(await sentText.send(body, { chatId: 'class', clientId: 'one', files: ['plan'], signal })).toEqual(
    stored,
  );
  expect(server.done[0]?.body).toEqual({
    client_id: 'one',
    text: '@Лена',
    entities,
    reply_to: 'message-4',
    mentions: [],
    mentions_all: false,
    files: ['plan'],
  });
});

it('looks until then as it will look, quoting the beginning of what it replies to', () => {
  const long = message(4, { text: 'а'.repeat(500) });
  expect(sentText.look(textBody({ text: 'Да', entities: [] }, long, long))).toEqual({
    text: 'Да',
    entities: [],
    reply_to: { id: 'message-4', number: 4, author_id: 'anna', text: 'а'.repeat(120), is_deleted: false },
  });
});

it('replies to a message that is not known here, and quotes nothing of it', () => {
  const { reply_to } = textBody({ text: 'Да', entities: [] }, { id: 'message-4', number: 4 }, undefined);
  expect(reply_to).toEqual({ id: 'message-4', number: 4, author_id: null, text: '', is_deleted: false });
});
