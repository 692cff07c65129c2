/** What the address may say after «?». A value that is none of these is as if it were not there: it breaks no page. */

type Read = (given: unknown) => unknown;

/** The values that some rules read: each may be missing. */
export type SearchOf<Rules extends Readonly<Record<string, Read>>> = {
  readonly [Name in keyof Rules]?: ReturnType<Rules[Name]> | undefined;
};

/** Return the `validateSearch` of a route. Each name is set: the router would keep what was refused otherwise. */
export function searchBy<Rules extends Readonly<Record<string, Read>>>(rules: Rules) {
  return (search: Readonly<Record<string, unknown>>): SearchOf<Rules> =>
    Object.fromEntries(
      Object.entries(rules).map(([name, read]) => [name, read(search[name])]),
    ) as SearchOf<Rules>;
}

/** Read a text; the router has made numbers of those that look like one. */
export function text(given: unknown): string | undefined {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : undefined;
}

/** Read a number of a message: a whole one from 1. */
export function ordinal(given: unknown): number | undefined {
  return Number.isSafeInteger(given) && Number(given) > 0 ? Number(given) : undefined;
}

/** Read a mark that is there or not. */
export function mark(given: unknown): true | undefined {
  return given === true || given === 1 ? true : undefined;
}

/** Return the reader of one of these words. */
export function oneOf<Word extends string>(...words: readonly Word[]) {
  return (given: unknown): Word | undefined => words.find((word) => word === given);
}
