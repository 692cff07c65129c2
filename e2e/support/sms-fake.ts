import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';

/** What the carrier does with the next message. */
export interface Answer {
  readonly status: number;
  readonly retryAfter?: number;
}

/** A carrier of short messages on loopback, which answers as it is told to. */
export interface SmsFake {
  readonly url: string;
  /** For the next messages; then all goes well. */
  readonly answers: Answer[];
  /** Wait for the code that it takes for this number. */
  readonly codeFor: (phone: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** Open the carrier. */
export async function openCarrier(): Promise<SmsFake> {
  const answers: Answer[] = [];
  const accepted = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const message = JSON.parse(await text(request)) as { to: string; text: string };
    const { status, retryAfter } = answers.shift() ?? { status: 200 };
    if (status === 200) accepted.set(message.to, message.text);
    response.writeHead(status, retryAfter ? { 'Retry-After': `${retryAfter}` } : {}).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const codeOf = (phone: string) => /\d{6}/.exec(accepted.get(phone) ?? '')?.[0];
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    answers,
    codeFor: async (phone) => {
      await expect.poll(() => codeOf(phone), { timeout: 30_000 }).toBeDefined();
      return codeOf(phone) ?? '';
    },
    end: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
