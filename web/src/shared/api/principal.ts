/**
 * Whom a page stands for. A browser may hold sessions of several, of different people even, and another person may sign
 * in beside an open page. So each page names its kind, as `as` in the address of a socket or a request, and whom it was
 * opened for: the server refuses what a page asks that was opened for somebody else.
 */
import type { JournalMe, Me, paths } from './schema';

export type PrincipalKind = 'profile' | 'account' | 'guest';

const opened = new Map<PrincipalKind, string>();

/** The routes after which somebody else may be signed in, and stand behind this page. */
const SIGN_INS: { readonly [path in keyof paths]?: readonly PrincipalKind[] } = {
  '/api/id/sign-in/code': ['profile'],
  '/api/id/sign-in/password': ['profile'],
  '/api/id/sign-in/profile': ['profile'],
  '/api/id/sign-out': ['profile'],
  '/api/id/sign-out-everywhere': ['profile'],
  '/api/journal/sign-in': ['account'],
  '/api/journal/sign-out': ['account'],
  '/api/demo/sign-in': ['profile', 'account'],
};

/** The page is opened for this principal from now on. */
export function openPageFor(kind: PrincipalKind, id: string): void {
  opened.set(kind, id);
}

/** Forget whom the page was opened for where this route was answered: the next one who is seen stands behind it. */
export function forgetAfter(path: string): void {
  for (const kind of SIGN_INS[path as keyof paths] ?? []) opened.delete(kind);
}

/** Take whom the page is for from what the server says of who is signed in. */
export function learnFrom(path: string, answer: unknown): void {
  if (path === '/api/id/me') {
    const me = answer as Me | null;
    if (me) openPageFor('profile', me.profile.id);
  } else if (path === '/api/journal/me') {
    const me = answer as JournalMe | null;
    if (me) openPageFor('account', me.account_id);
  }
}

/** True if this route says who is signed in. */
export function saysWho(path: string): boolean {
  return path === '/api/id/me' || path === '/api/journal/me';
}

/** True if the page was opened for somebody of this kind. */
export function isOpenedFor(kind: PrincipalKind): boolean {
  return opened.has(kind);
}

/** Return the headers of a request that tell whom the page was opened for. */
export function openedFor(): Record<string, string> {
  return Object.fromEntries([...opened].map(([kind, id]) => [`X-Opened-For-${kind}`, id]));
}

/** Return the address of a socket at this path, opened as this kind of principal. */
export function socketAddress(path: string, as: PrincipalKind): URL {
  const address = new URL(path, location.href.replace(/^http/, 'ws'));
  address.searchParams.set('as', as);
  const id = opened.get(as);
  if (id !== undefined) address.searchParams.set('for', id);
  return address;
}
