import { isServerReachable } from './reachable';

const RETRY_AFTER = 5_000;

/** A part of the page could not be loaded: there is no network, or another build has replaced it. */
export class PartError extends Error {
  override readonly name = 'PartFailure';
}

/** Load a part of the page that is not in its first files, with its style sheets. Rejects with `PartError`. */
export async function loadOnce<T>(load: () => Promise<T>): Promise<T> {
  try {
    const part = await load();
    await loadMissingStyles();
    return part;
  } catch (cause) {
    throw new PartError('', { cause });
  }
}

/** Load a part that nobody sees, such as a library. Waits for a network; rejects if the server answers without it. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await loadOnce(load);
    } catch (failure) {
      if (await isServerReachable()) throw failure;
      await networkOrTimeout();
    }
  }
}

/** Style sheets that could not be loaded. */
const failed = new Set<HTMLLinkElement>();

// Errors of resources do not bubble: they are only seen on their way down.
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failed.add(target);
  },
  true,
);

/** Load the style sheets that failed: the importing code asks for each only once. */
async function loadMissingStyles(): Promise<void> {
  const missing = [...failed].filter(({ isConnected }) => isConnected);
  failed.clear();
  await Promise.all(missing.map(loadAgain));
}

function loadAgain(link: HTMLLinkElement): Promise<void> {
  const fresh = link.cloneNode() as HTMLLinkElement;
  return new Promise((resolve, reject) => {
    fresh.addEventListener('load', () => resolve());
    fresh.addEventListener('error', () => reject(new Error(`no style sheet ${link.href}`)));
    link.replaceWith(fresh);
  });
}

function networkOrTimeout(): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      window.removeEventListener('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, RETRY_AFTER);
    window.addEventListener('online', finish);
  });
}
