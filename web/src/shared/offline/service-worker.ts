/**
 * Caches the shell, so that open chats can be read offline. API answers are never cached here: they are in
 * IndexedDB, one database per profile, and are deleted with it.
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

/** Named by the protocol of the socket: a shell of another one works neither with the server nor with the database. */
const SHELL = 'parta-shell-2';
const worker = globalThis as unknown as WorkerScope;

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    worker.clients
      .claim()
      .then(() => refresh('/'))
      .then(dropOtherShells),
  );
});

worker.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== location.origin) return;
  if (address.pathname.startsWith('/assets/')) event.respondWith(cachedOrFetched(event.request));
  else if (event.request.mode === 'navigate' && !address.pathname.startsWith('/api/')) {
    event.respondWith(fetchPage(event, address.pathname));
  }
});

/** Hashed files never change. */
async function cachedOrFetched(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await shell.put(request, answer.clone());
  return answer;
}

/** The page from the server, or without a network the cached one. */
async function fetchPage(event: Fetched, path: string): Promise<Response> {
  const key = `/.page/${pageOf(path)}`;
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) event.waitUntil(cachePage(key, answer.clone()));
    return answer;
  } catch (failure) {
    const kept = await (await caches.open(SHELL)).match(key);
    if (kept) return kept;
    throw failure;
  }
}

/** Delete the shells of other protocols. */
async function dropOtherShells(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith('parta-shell') && name !== SHELL);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function refresh(path: string): Promise<void> {
  const answer = await fetch(path).catch(() => undefined);
  if (answer?.ok) await cachePage(`/.page/${pageOf(path)}`, answer);
}

/** Cache a page with every file that it references, and delete the files of older builds. */
async function cachePage(key: string, page: Response): Promise<void> {
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
