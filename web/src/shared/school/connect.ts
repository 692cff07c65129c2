/** The address of the choice of a journal. */
import { ownAddress } from '../api/own-address';

/** The choices so far; the browser's «back» goes from choice to choice. */
export interface Choice {
  readonly region?: string | undefined;
  readonly provider?: string | undefined;
  /** The lesson's entry screen to return to in the end. */
  readonly returnTo?: string | undefined;
}

const LESSON_ENTRY = /^\/lesson\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Return the address of the choice of a journal. */
export function connectAddress({ region, provider, returnTo }: Choice): string {
  const asked = new URLSearchParams();
  if (region) asked.set('region', region);
  if (provider) asked.set('provider', provider);
  if (returnTo) asked.set('return_to', returnTo);
  const chosen = asked.toString();
  return chosen === '' ? '/id/connect' : `/id/connect?${chosen}`;
}

/** Return the address to return to, if it is a lesson's entry screen: the parameter is untrusted. */
export function safeReturnTo(asked: string | undefined): string | undefined {
  const address = ownAddress(asked);
  return address !== undefined && LESSON_ENTRY.test(address) ? address : undefined;
}
