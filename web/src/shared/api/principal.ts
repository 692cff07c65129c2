/**
 * Whom a page stands for. A browser may hold sessions of several, of different people even: each page names its own,
 * as `as` in the address of a socket or a request.
 */
export type PrincipalKind = 'profile' | 'account' | 'guest';

/** Return the address of a socket at this path, opened as this kind of principal. */
export function socketAddress(path: string, as: PrincipalKind): URL {
  const address = new URL(path, location.href.replace(/^http/, 'ws'));
  address.searchParams.set('as', as);
  return address;
}
