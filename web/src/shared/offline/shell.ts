import { PrecacheController } from 'workbox-precaching';
import { NavigationRoute, Route, Router } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';
import { pageOf } from './pages';

/** A file of a build; without a revision its address changes with its content. */
export interface ShellEntry {
  readonly url: string;
  readonly revision: string | null;
}

/** The worker's own events; TypeScript cannot load the DOM's and the worker's library at once. */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lifetime) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const PREFIX = 'parta-shell-';
/** This build, and the one before it: tabs that were opened with that one still ask for its parts. */
const BUILDS_KEPT = 2;
/** A server that does not answer is not waited for longer than this, where something is kept. */
const SILENCE_S = 3;
/** Addresses that are no page of Parta's front end. */
const NOT_PAGES = [/^\/(api|demo|metrics|healthz|readyz|ws|rtc)(\/|$)/];

/** The files of one build, kept whole in a cache of its own, or not used at all. */
export class Shell {
  private readonly cacheName: string;
  private readonly files: PrecacheController;

  constructor(build: string, entries: readonly ShellEntry[]) {
    this.cacheName = `${PREFIX}${build}`;
    this.files = new PrecacheController({ cacheName: this.cacheName });
    this.files.addToCacheList([...entries]);
  }

  /** Keep the files, and answer in the place of the server from now on. */
  serve(): void {
    const worker = globalThis as unknown as WorkerScope;
    worker.addEventListener('install', (event) => {
      event.waitUntil(this.files.install(event as never).then(() => worker.skipWaiting()));
    });
    worker.addEventListener('activate', (event) => {
      event.waitUntil(deleteOldBuilds(this.cacheName).then(() => worker.clients.claim()));
    });
    const router = new Router();
    router.registerRoute(
      new Route(
        ({ url, sameOrigin }) => sameOrigin && /^\/(assets\/|icon\.svg$)/.test(url.pathname),
        ({ request }) => this.findFile(request),
      ),
    );
    router.registerRoute(new NavigationRoute(this.pages, { denylist: NOT_PAGES }));
    router.addFetchListener();
  }

  /** The kept file of this build or the one before; else the server's, which is not stored: a full disk loses none. */
  private async findFile(request: Request): Promise<Response> {
    const key = this.files.getCacheKeyForURL(request.url) ?? request.url;
    return (await caches.match(key, { ignoreVary: true })) ?? fetch(request);
  }

  /** The page from the server; if it does not answer, or cannot, the kept one of this build, whose parts are kept too. */
  private readonly pages = new NetworkFirst({
    networkTimeoutSeconds: SILENCE_S,
    plugins: [
      {
        cacheWillUpdate: async () => null,
        cachedResponseWillBeUsed: async ({ request }) => this.findPage(request),
        // A proxy answers so in the place of a server that is being started.
        fetchDidSucceed: async ({ request, response }) =>
          response.status >= 500 ? ((await this.findPage(request)) ?? response) : response,
      },
    ],
  });

  private async findPage(request: Request): Promise<Response | undefined> {
    const name = pageOf(new URL(request.url).pathname);
    return this.files.matchPrecache(`/${name}.html`);
  }
}

/** Delete the shells of all but the newest builds, and those that an earlier worker made. */
async function deleteOldBuilds(current: string): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== current);
  const old = others.slice(0, Math.max(0, others.length - (BUILDS_KEPT - 1)));
  await Promise.all(old.map((name) => caches.delete(name)));
}
