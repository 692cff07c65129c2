/** The server's end of the network in tests: answers by method and path, and remembers what it was asked. */
import { vi } from 'vitest';

type Answer = unknown | ((body: unknown) => unknown);

/** What was asked: «PUT /api/calls/lesson/hand», and with what. */
interface Asked {
  readonly what: string;
  readonly body: unknown;
}

interface PlayedServer {
  /** What it was asked to do so far; reading does not count. */
  readonly done: readonly Asked[];
  /** Whatever it was asked so far. */
  readonly asked: readonly Asked[];
  /** Answer otherwise from now on. */
  readonly answer: (answers: Readonly<Record<string, Answer>>) => void;
}

/** An answer that never comes. */
export const silence = () => new Promise<never>(() => undefined);

/** An answer that comes when the test lets it. */
export function slowly<T>(answer: T): { readonly answer: () => Promise<T>; readonly come: () => void } {
  let come: () => void = () => undefined;
  const coming = new Promise<T>((resolve) => {
    come = () => resolve(answer);
  });
  return { answer: () => coming, come: () => come() };
}

/** A refusal with one of the server's codes. */
export function refusal(status: number, code: string, facts: object = {}): Response {
  return Response.json({ type: 'about:blank', status, code, ...facts }, { status });
}

/** Answer for the server until the test is over. What has no answer is done without a word, or is not found. */
export function playServer(answers: Readonly<Record<string, Answer>> = {}): PlayedServer {
  const known = new Map(Object.entries(answers));
  const asked: Asked[] = [];
  vi.spyOn(network, 'answer').mockImplementation(async (request) => {
    const path = new URL(request.url).pathname;
    const what = `${request.method} ${path}`;
    const text = await request.text();
    const body = text === '' ? undefined : JSON.parse(text);
    asked.push({ what, body });
    const answer = known.get(what);
    if (answer === undefined) return request.method === 'GET' ? refusal(404, 'not_found') : nothing();
    const given = await (typeof answer === 'function' ? answer(body) : answer);
    if (given instanceof Response) return given.clone();
    return given === undefined ? nothing() : Response.json(given);
  });
  return {
    asked,
    get done() {
      return asked.filter(({ what }) => !what.startsWith('GET '));
    },
    answer: (more) => {
      for (const [what, answer] of Object.entries(more)) known.set(what, answer);
    },
  };
}

function nothing(): Response {
  return new Response(null, { status: 204 });
}

/** Where requests go instead of a network. */
export const network = {
  answer: async (request: Request): Promise<Response> => {
    throw new TypeError(`nobody answers ${request.method} ${request.url}`);
  },
};
