/**
 * Keeps the shell, so that what was open can be read without a network. Answers of the API are never kept here:
 * they live in IndexedDB, one database per profile, and are wiped with it.
 */
import { pageOf } from './pages';

// The worker's own globals; TypeScript cannot load the DOM's and the worker's library at once.
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lifetime) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetched) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
interface Lifetime {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const SHELL = 'parta-shell';
const worker = globalThis as unknown as WorkerScope;

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim().then(() => refresh('/')));
});

worker.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== location.origin) return;
  if (address.pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(event.request));
  else if (event.request.mode === 'navigate' && !address.pathname.startsWith('/api/')) {
    event.respondWith(freshPage(event, address.pathname));
  }
});

/** Hashed files never change: what is kept is right. */
async function keptOrFetched(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await shell.put(request, answer.clone());
  return answer;
}

/** The page as the server has it now, or without a network as it was last. */
async function freshPage(event: Fetched, path: string): Promise<Response> {
  const key = `/.page/${pageOf(path)}`;
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) event.waitUntil(keep(key, answer.clone()));
    return answer;
  } catch (failure) {
    const kept = await (await caches.open(SHELL)).match(key);
    if (kept) return kept;
    throw failure;
  }
}

async function refresh(path: string): Promise<void> {
  const answer = await fetch(path).catch(() => undefined);
  if (answer?.ok) await keep(`/.page/${pageOf(path)}`, answer);
}

/** Keep a page with every file that it names, and let go of the files that no kept page of this build names. */
async function keep(key: string, page: Response): Promise<void> {
  const shell = await caches.open(SHELL);
  const text = await page.clone().text();
  const named = new Set(text.match(/\/assets\/[\w.-]+/g) ?? []);
  const before = await (await shell.match(key))?.text();
  if (before !== undefined && before !== text) await forgetFilesOfOlderBuilds(shell);
  await Promise.all([...named].map(async (path) => (await shell.match(path)) ?? shell.add(path)));
  await shell.put(key, page);
}

async function forgetFilesOfOlderBuilds(shell: Cache): Promise<void> {
  const files = (await shell.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/assets/'));
  await Promise.all(files.map((file) => shell.delete(file)));
}
