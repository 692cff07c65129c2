/** The way to linking a journal, as it stands in the address. */

/** What is chosen so far; the browser's own «back» goes from choice to choice. */
export interface Choice {
  readonly region?: string | undefined;
  readonly provider?: string | undefined;
  /** The lesson's door that the person was going to, to go on to in the end. */
  readonly returnTo?: string | undefined;
}

const DOOR = /^\/lesson\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Give the address where one chooses a journal to link. */
export function connectAddress({ region, provider, returnTo }: Choice): string {
  const asked = new URLSearchParams();
  if (region) asked.set('region', region);
  if (provider) asked.set('provider', provider);
  if (returnTo) asked.set('return_to', returnTo);
  const chosen = asked.toString();
  return chosen === '' ? '/id/connect' : `/id/connect?${chosen}`;
}

/** Give the landing that an address asks for, if it is a lesson's door: anybody can write an address. */
export function safeReturnTo(asked: string | undefined): string | undefined {
  return asked !== undefined && DOOR.test(asked) ? asked : undefined;
}
