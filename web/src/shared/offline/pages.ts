/** The three entry pages. */
export type Page = 'id' | 'journal' | 'messenger';

/** Return the entry page of an address; the messenger serves everything else. */
export function pageOf(path: string): Page {
  if (/^\/id(\/|$)/.test(path)) return 'id';
  if (/^\/journal(\/|$)/.test(path)) return 'journal';
  return 'messenger';
}
