import { expect, it, onTestFinished, vi } from 'vitest';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { ReadNumbers } from './read-numbers';

function open() {
  const server = fakeServer();
  onTestFinished(() => sessionStorage.clear());
  return { server, numbers: read() };
}

function read(): ReadNumbers {
  const numbers = new ReadNumbers(() => undefined, { post: () => undefined }, 'misha');
  onTestFinished(() => numbers.stop());
  return numbers;
}

const SAVED = { what: 'PUT /api/chats/class/read-number', body: { read_number: 8 } };

it('saves the last number a moment after it was read', async () => {
  const { server, numbers } = open();
  for (const number of [6, 7, 8]) numbers.mark('class', number);
  expect(server.done).toEqual([]);
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]));
});

it('saves what was read when the page is left before that moment', async () => {
  const { server, numbers } = open();
  numbers.mark('class', 8);
  window.dispatchEvent(new Event('pagehide'));
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]), { timeout: 300 });
});

it('saves on the next page what was read when the one before was left', async () => {
  const { server, numbers } = open();
  server.answer({ [SAVED.what]: errorResponse(503, 'unavailable') });
  numbers.mark('class', 8);
  window.dispatchEvent(new Event('pagehide'));
  numbers.stop();
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]));
  server.answer({ [SAVED.what]: {} });
  read().start();
  await vi.waitFor(() => expect(server.done).toEqual([SAVED, SAVED]));
  expect(sessionStorage.length).toBe(0);
});

it.each([
  [503, 'unavailable'],
  [429, 'too_many'],
])('is saved again after a %i', async (status, code) => {
  const { server, numbers } = open();
  server.answer({ [SAVED.what]: errorResponse(status, code) });
  numbers.mark('class', 8);
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]));
  server.answer({ [SAVED.what]: {} });
  numbers.flush();
  await vi.waitFor(() => expect(server.done).toEqual([SAVED, SAVED]));
});

it('is not saved again after a refusal', async () => {
  const { server, numbers } = open();
  server.answer({ [SAVED.what]: errorResponse(404, 'not_found') });
  numbers.mark('class', 8);
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]));
  numbers.flush();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.done).toEqual([SAVED]);
});

it('asks for nothing any more after it was stopped, also where the last request fails then', async () => {
  const { server, numbers } = open();
  const answer = slowly(errorResponse(429, 'too_many', { retry_after: 0 }));
  server.answer({ [SAVED.what]: answer.answer });
  numbers.mark('class', 8);
  await vi.waitFor(() => expect(server.done).toEqual([SAVED]));
  numbers.stop();
  answer.come();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.done).toEqual([SAVED]);
});
