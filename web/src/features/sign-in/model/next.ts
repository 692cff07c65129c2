/** The address to go to after signing in. */
import { ownAddress } from '@/shared/api/own-address';

const MESSENGER = '/';

/** Return the address if it is a page of this site, otherwise the messenger's. */
export function safeNext(asked: string | null | undefined, origin: string): string {
  const address = ownAddress(asked, origin);
  return address === undefined || isSignIn(new URL(address, origin)) ? MESSENGER : address;
}

/** Returning to the sign-in itself would be a loop. */
function isSignIn(url: URL): boolean {
  return /^\/id\/?$/.test(url.pathname) && url.searchParams.has('next');
}
