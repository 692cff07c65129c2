import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import { message } from '@/shared/testing/chat';
import {
  afterAttempt,
  afterOutcome,
  clearBackoffs,
  initialSendState,
  markInFlight,
  nextRetryAt,
  nextToSend,
  type OutboxItem,
  type Outcome,
  outcomeOf,
  requeue,
} from './outbox';

function item(order: number, chatId = 'class', change: Partial<OutboxItem> = {}): OutboxItem {
  return {
    order,
    clientId: `client-${order}`,
    chatId,
    kind: 'text',
    body: `${order}`,
    files: [],
    queuedAt: '2026-11-23T09:00:00Z',
    state: 'queued',
    code: null,
    message: null,
    ...change,
  };
}

const silence: Outcome = { came: 'silence', retryAfterMs: undefined };
const names = (items: readonly OutboxItem[]) => items.map(({ clientId }) => clientId);

describe('what may go', () => {
  it('is the first of each chat, whatever the order they are kept in', () => {
    const items = [item(3), item(1), item(2, 'staff')];
    expect(names(nextToSend(items, initialSendState, 0))).toEqual(['client-1', 'client-2']);
  });

  it('is nothing of a chat while a message of it is on its way', () => {
    const items = [item(1), item(2)];
    expect(nextToSend(items, markInFlight(initialSendState, item(1)), 0)).toEqual([]);
  });

  it('passes by a message that failed, and takes it up again when asked to', () => {
    const failed = afterOutcome(item(1), { came: 'refusal', code: 'forbidden' });
    expect(failed).toMatchObject({ state: 'failed', code: 'forbidden' });
    expect(names(nextToSend([failed, item(2)], initialSendState, 0))).toEqual(['client-2']);
    expect(names(nextToSend([requeue(failed), item(2)], initialSendState, 0))).toEqual(['client-1']);
  });
});

describe('after a silence', () => {
  const held = afterAttempt(markInFlight(initialSendState, item(1)), item(1), silence, 10_000, 1);

  it('the chat waits, longer each time and never over half a minute; other chats go on', () => {
    expect(nextToSend([item(1), item(2)], held, 11_999)).toEqual([]);
    expect(names(nextToSend([item(1), item(2)], held, 12_000))).toEqual(['client-1']);
    expect(names(nextToSend([item(1), item(2, 'staff')], held, 10_000))).toEqual(['client-2']);
    expect(nextRetryAt([item(1)], held)).toBe(12_000);
    let later = held;
    for (let tries = 0; tries < 9; tries += 1) later = afterAttempt(later, item(1), silence, 0, 1);
    expect(nextRetryAt([item(1)], later)).toBe(30_000);
  });

  it('waits as long as the server asks', () => {
    const asked = afterAttempt(initialSendState, item(1), { came: 'silence', retryAfterMs: 7_000 }, 0, 0);
    expect(nextRetryAt([item(1)], asked)).toBe(7_000);
  });

  it('goes at once when the network is back', () => {
    expect(names(nextToSend([item(1)], clearBackoffs(held), 10_000))).toEqual(['client-1']);
  });
});

it('a storage that is gone or full is told, and waits for its author', () => {
  expect(outcomeOf(new ApiError(503, 'storage_unavailable', '')).came).toBe('refusal');
  expect(outcomeOf(new ApiError(507, 'no_space', '')).came).toBe('refusal');
  expect(outcomeOf(new ApiError(503, 'unavailable', '', { retry_after: 2 }))).toEqual({
    came: 'silence',
    retryAfterMs: 2_000,
  });
});

/** A server that accepts each `client_id` once, and always rejects some texts. */
class Server {
  readonly taken: { clientId: string; chatId: string }[] = [];

  receive({ clientId, chatId, body }: OutboxItem): Outcome {
    if (body === 'rude') return { came: 'refusal', code: 'forbidden' };
    if (!this.taken.some((known) => known.clientId === clientId)) this.taken.push({ clientId, chatId });
    return { came: 'message', message: message(1, { client_id: clientId }) };
  }
}

const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      chat: fc.constantFrom('class', 'staff'),
      text: fc.constantFrom('fine', 'fine', 'rude'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('set out' as const), which: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('arrive' as const),
      which: fc.nat(),
      fate: fc.constantFrom('answered', 'answered', 'answer lost'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('give up waiting' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('the tab dies' as const) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('time passes' as const) }) },
);

describe('an outbox over a network that loses questions and answers, in tabs that die', () => {
  it('gets every message there exactly once, in the order of writing in each chat', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const server = new Server();
        let items: OutboxItem[] = [];
        let sending = initialSendState;
        let now = 0;
        // Running requests; those of closed tabs and abandoned attempts arrive, too.
        const questions: { item: OutboxItem; isAwaited: boolean }[] = [];
        const store = (asked: OutboxItem, outcome: Outcome) => {
          items = items.map((one) => (one.clientId === asked.clientId ? afterOutcome(one, outcome) : one));
        };
        const comeBack = (asked: OutboxItem, outcome: Outcome) => {
          sending = afterAttempt(sending, asked, outcome, now, 0.5);
          store(asked, outcome);
        };
        for (const step of acts) {
          if (step.act === 'write') items.push(item(items.length + 1, step.chat, { body: step.text }));
          else if (step.act === 'time passes') now += 40_000;
          else if (step.act === 'the tab dies') {
            sending = initialSendState;
            for (const question of questions) question.isAwaited = false;
          } else if (step.act === 'set out') {
            const ready = nextToSend(items, sending, now);
            const next = ready[step.which % Math.max(ready.length, 1)];
            if (next) questions.push({ item: next, isAwaited: true });
            if (next) sending = markInFlight(sending, next);
          } else {
            const question = questions[step.which % Math.max(questions.length, 1)];
            if (!question) continue;
            if (step.act === 'give up waiting') {
              if (question.isAwaited) comeBack(question.item, silence);
              question.isAwaited = false;
              continue;
            }
            questions.splice(questions.indexOf(question), 1);
            const outcome = server.receive(question.item);
            if (!question.isAwaited) continue;
            comeBack(question.item, step.fate === 'answered' ? outcome : silence);
          }
        }
        // Finally the network works.
        sending = clearBackoffs(initialSendState);
        for (
          let ready = nextToSend(items, sending, now);
          ready.length > 0;
          ready = nextToSend(items, sending, now)
        ) {
          for (const next of ready) comeBack(next, server.receive(next));
        }
        for (const chat of ['class', 'staff']) {
          const written = items.filter(({ chatId, body }) => chatId === chat && body === 'fine');
          expect(server.taken.filter(({ chatId }) => chatId === chat).map((one) => one.clientId)).toEqual(
            written.map(({ clientId }) => clientId),
          );
        }
        expect(items.filter(({ state }) => state === 'queued')).toEqual([]);
        expect(items.filter(({ state }) => state === 'failed').every(({ body }) => body === 'rude')).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
