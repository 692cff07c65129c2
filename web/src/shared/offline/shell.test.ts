import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Shell, type ShellEntry } from './shell';

type Listener = (event: object) => void;

/** The caches of a browser: a full disk refuses what is added. */
class FakeCaches {
  readonly kept = new Map<string, Map<string, Response>>();
  isFull = false;

  async open(name: string) {
    const files = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, files);
    return {
      match: async (key: Request | string) => files.get(addressOf(key))?.clone(),
      keys: async () => [...files.keys()].map((address) => new Request(address)),
      put: async (key: Request | string, answer: Response) => {
        if (this.isFull) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
        files.set(addressOf(key), answer);
      },
    };
  }

  async match(key: Request | string, { cacheName }: { cacheName?: string } = {}) {
    const names = cacheName === undefined ? [...this.kept.keys()] : [cacheName];
    return names
      .map((name) => this.kept.get(name)?.get(addressOf(key)))
      .find((one) => one !== undefined)
      ?.clone();
  }

  async keys() {
    return [...this.kept.keys()];
  }

  async delete(name: string) {
    return this.kept.delete(name);
  }
}

function addressOf(key: Request | string): string {
  return new URL(typeof key === 'string' ? key : key.url, location.href).href;
}

/** The server: what it has by path; silent or unreachable when the test says so. */
const server = { files: new Map<string, string>(), state: 'up' as 'up' | 'down' | 'silent' | 'failing' };
let stored: FakeCaches;

beforeEach(() => {
  // Workbox tells every decision to the console otherwise.
  vi.stubGlobal('__WB_DISABLE_DEV_LOGS', true);
  stored = new FakeCaches();
  server.state = 'up';
  vi.stubGlobal('caches', stored);
  vi.stubGlobal('FetchEvent', class {});
  vi.stubGlobal('ExtendableEvent', Object);
  vi.stubGlobal('skipWaiting', async () => undefined);
  vi.stubGlobal('clients', { claim: async () => undefined });
  vi.stubGlobal('fetch', async (asked: Request | string) => {
    if (server.state === 'silent') return new Promise<never>(() => undefined);
    if (server.state === 'failing') return new Response('Bad Gateway', { status: 502 });
    if (server.state === 'down') throw new TypeError('Failed to fetch');
    const words = server.files.get(new URL(addressOf(asked)).pathname);
    return words === undefined ? new Response('', { status: 404 }) : new Response(words);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const PAGES = ['id', 'messenger', 'journal'];

/** A build with a part of each page; the server has its files from now on, instead of the former build's. */
function build(name: string): readonly ShellEntry[] {
  server.files = new Map([
    ...PAGES.map((page): [string, string] => [`/${page}.html`, `${page} of ${name}`]),
    ['/', `messenger of ${name}`],
    ['/journal/diary', `journal of ${name}`],
    [`/assets/emoji-${name}.js`, `emoji of ${name}`],
    [`/assets/diary-${name}.js`, `diary of ${name}`],
    [`/assets/board-${name}.js`, `board of ${name}`],
  ]);
  return [
    ...PAGES.map((page) => ({ url: `/${page}.html`, revision: name })),
    { url: `/assets/emoji-${name}.js`, revision: null },
    { url: `/assets/diary-${name}.js`, revision: null },
  ];
}

/** A service worker of a build, installed and active. */
class Worker {
  private readonly listeners = new Map<string, Listener>();

  constructor(name: string, entries: readonly ShellEntry[]) {
    const spy = vi.spyOn(window, 'addEventListener').mockImplementation((type, listener) => {
      this.listeners.set(type, listener as Listener);
    });
    new Shell(name, entries).serve();
    spy.mockRestore();
  }

  async install(): Promise<void> {
    await this.happen('install');
    await this.happen('activate');
  }

  /** Ask for an address, or open it as a page. */
  async ask(path: string, mode: 'cors' | 'navigate' = 'cors'): Promise<string | undefined> {
    const request = new Request(new URL(path, location.href));
    Object.defineProperty(request, 'mode', { value: mode });
    let answer: Promise<Response> | undefined;
    const respondWith = (given: Promise<Response>) => {
      answer = given;
    };
    this.listeners.get('fetch')?.({ type: 'fetch', request, respondWith, waitUntil: () => undefined });
    return (await answer)?.text();
  }

  open = (path: string) => this.ask(path, 'navigate');

  private async happen(type: 'install' | 'activate'): Promise<void> {
    const works: Promise<unknown>[] = [];
    this.listeners.get(type)?.({ type, waitUntil: (work: Promise<unknown>) => works.push(work) });
    await Promise.all(works);
  }
}

async function installed(name: string): Promise<Worker> {
  const worker = new Worker(name, build(name));
  await worker.install();
  return worker;
}

it('has every page and its late parts without a network, also those never opened', async () => {
  const worker = await installed('one');
  server.state = 'down';
  expect(await worker.open('/')).toBe('messenger of one');
  expect(await worker.open('/chats/7')).toBe('messenger of one');
  expect(await worker.open('/journal/diary')).toBe('journal of one');
  expect(await worker.ask('/assets/emoji-one.js')).toBe('emoji of one');
});

it('asks the server first, and after three seconds of silence shows what is kept', async () => {
  const worker = await installed('one');
  server.files.set('/', 'messenger as of now');
  expect(await worker.open('/')).toBe('messenger as of now');
  server.state = 'silent';
  vi.useFakeTimers();
  const opened = worker.open('/');
  await vi.advanceTimersByTimeAsync(2_900);
  expect(await Promise.race([opened, 'nothing'])).toBe('nothing');
  await vi.advanceTimersByTimeAsync(200);
  expect(await opened).toBe('messenger of one');
});

it('shows what is kept where a proxy says that the server is not there, and says so where nothing is', async () => {
  const worker = await installed('one');
  server.state = 'failing';
  expect(await worker.open('/chats/7')).toBe('messenger of one');
  for (const files of stored.kept.values()) files.clear();
  expect(await worker.open('/chats/7')).toBe('Bad Gateway');
});

it('with a full disk nothing that was fetched is lost, and the former build stays', async () => {
  const one = await installed('one');
  stored.isFull = true;
  expect(await one.ask('/assets/board-one.js')).toBe('board of one');
  expect(await one.open('/')).toBe('messenger of one');
  await expect(installed('two')).rejects.toThrow();
  server.state = 'down';
  expect(await one.open('/')).toBe('messenger of one');
  expect(await one.ask('/assets/emoji-one.js')).toBe('emoji of one');
});

it('a new build has all pages, and leaves the parts of the former to the tabs that are open', async () => {
  await installed('one');
  const two = await installed('two');
  server.state = 'down';
  expect(await two.open('/journal/diary')).toBe('journal of two');
  expect(await two.ask('/assets/diary-two.js')).toBe('diary of two');
  expect(await two.ask('/assets/diary-one.js')).toBe('diary of one');
});

it('keeps two builds at most', async () => {
  for (const name of ['one', 'two', 'three']) await installed(name);
  expect(await stored.keys()).toEqual(['parta-shell-two', 'parta-shell-three']);
});

it('leaves the API, sockets and other addresses to the network', async () => {
  const worker = await installed('one');
  expect(await worker.ask('/api/id/me')).toBeUndefined();
  expect(await worker.open('/api/files/7')).toBeUndefined();
  expect(await worker.open('/demo/outbox')).toBeUndefined();
});
