/** A fake server: answers by method and path, and records the requests. */
import { vi } from 'vitest';

type Answer = unknown | ((body: unknown) => unknown);

/** A request: «PUT /api/calls/lesson/hand», and its body. */
interface Asked {
  readonly what: string;
  readonly body: unknown;
}

interface FakeServer {
  /** The requests so far, without reads. */
  readonly done: readonly Asked[];
  /** All requests so far. */
  readonly asked: readonly Asked[];
  /** Their queries. */
  readonly queries: readonly URLSearchParams[];
  /** Change the answers. */
  readonly answer: (answers: Readonly<Record<string, Answer>>) => void;
}

/** An answer that never comes. */
export const silence = () => new Promise<never>(() => undefined);

/** An answer that comes when the test releases it. */
export function slowly<T>(answer: T): { readonly answer: () => Promise<T>; readonly come: () => void } {
  let come: () => void = () => undefined;
  const coming = new Promise<T>((resolve) => {
    come = () => resolve(answer);
  });
  return { answer: () => coming, come: () => come() };
}

/** An error with one of the server's codes. */
export function errorResponse(status: number, code: string, extra: object = {}): Response {
  return Response.json({ type: 'about:blank', status, code, ...extra }, { status });
}

/** Install a fake server until the test ends. Without an answer, reads get 404 and the rest 204. */
export function fakeServer(answers: Readonly<Record<string, Answer>> = {}): FakeServer {
  const known = new Map(Object.entries(answers));
  const asked: Asked[] = [];
  const queries: URLSearchParams[] = [];
  vi.spyOn(network, 'answer').mockImplementation(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const what = `${request.method} ${pathname}`;
    const text = await request.text();
    const body = text === '' ? undefined : JSON.parse(text);
    asked.push({ what, body });
    queries.push(searchParams);
    const answer = known.get(what) ?? [...known].find(([described]) => matches(described, what))?.[1];
    if (answer === undefined) return request.method === 'GET' ? errorResponse(404, 'not_found') : nothing();
    const given = await (typeof answer === 'function' ? answer(body) : answer);
    if (given instanceof Response) return given.clone();
    return given === undefined ? nothing() : Response.json(given);
  });
  return {
    asked,
    queries,
    get done() {
      return asked.filter(({ what }) => !what.startsWith('GET '));
    },
    answer: (more) => {
      for (const [what, answer] of Object.entries(more)) known.set(what, answer);
    },
  };
}

/** True if a request is that of a described path, such as `GET /api/calls/{call_id}`. */
function matches(described: string, what: string): boolean {
  const [parts, asked] = [described.split('/'), what.split('/')];
  return (
    parts.length === asked.length && parts.every((part, at) => part === asked[at] || /^\{\w+\}$/.test(part))
  );
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
