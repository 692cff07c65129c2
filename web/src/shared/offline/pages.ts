/** The three entry pages. */
export type Page = 'id' | 'journal' | 'messenger';

/** Give the entry page that serves this address; everything that is nobody else's is the messenger's. */
export function pageOf(path: string): Page {
  if (/^\/id(\/|$)/.test(path)) return 'id';
  if (/^\/journal(\/|$)/.test(path)) return 'journal';
  return 'messenger';
}
