import { expect, it } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import { afterOutcome, mayRetry, type OutboxItem, outcomeOf, REPLY, refusalOf } from './outbox';
import { restOf } from './refused-part';
import type { SentKind } from './sent-kinds';

interface Body {
  readonly text: string;
  readonly reply?: string;
}
const kind: SentKind<Body> = {
  name: 'text',
  look: ({ text }) => ({ text }),
  withoutReply: ({ text }) => ({ text }),
  send: async () => undefined,
};
const file = (id: string) => ({ id, name: `${id}.pdf`, type: '', size: 1, uploadedId: null });
const item: OutboxItem = {
  order: 1,
  clientId: 'one',
  chatId: 'class',
  kind: 'text',
  body: { text: 'Вот', reply: 'four' },
  files: [file('game'), file('plan')],
  queuedAt: '2026-11-23T09:00:00Z',
  state: 'queued',
  code: null,
  message: null,
};
const refused = (part: string, code = 'type_refused') =>
  afterOutcome(item, refusalOf(part, outcomeOf(new ApiError(415, code, ''))));

it('of a refused file the rest is sent again', () => {
  expect(refused('game')).toMatchObject({ state: 'failed', refusedPart: 'game' });
  const rest = restOf([kind], refused('game'));
  expect(rest).toMatchObject({ state: 'queued', files: [file('plan')], body: item.body });
  expect(rest?.refusedPart).toBeUndefined();
});

it('of a reply to what is no more the message is sent without it', () => {
  expect(restOf([kind], refused(REPLY, 'bad_reply'))).toMatchObject({
    body: { text: 'Вот' },
    files: item.files,
  });
  expect(restOf([kind], refused(REPLY, 'bad_reply'))?.body).toEqual({ text: 'Вот' });
});

it('nothing is left of a file alone', () => {
  expect(restOf([kind], { ...refused('game'), files: [file('game')], body: { text: '' } })).toBeUndefined();
});

it('only what may be accepted later is tried again', () => {
  expect(['type_refused', 'too_large', 'bad_reply', 'malformed'].map(mayRetry)).toEqual(Array(4).fill(false));
  expect(['no_space', 'writing_suspended', 'forbidden', undefined].map(mayRetry)).toEqual(
    Array(4).fill(true),
  );
});
