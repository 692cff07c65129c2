import { type ComponentType, lazy } from 'react';
import { isServerReachable } from './reachable';

const RETRY_AFTER = 5_000;

/**
 * Load a part of the page that is not in its first files. Without a network it waits for one: what is on the page
 * stays. Rejects if the server answers without the part.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const part = await load();
      await loadMissingStyles();
      return part;
    } catch (failure) {
      if (await isServerReachable()) throw failure;
      await networkOrTimeout();
    }
  }
}

/** Return the component that `load` resolves to; it loads when it is first shown, and waits for a network. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await loadPart(load) }));
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
