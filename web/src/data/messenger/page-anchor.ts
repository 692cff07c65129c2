/** The page of history to read: around a number, or before or after one. */
export type PageAnchor =
  | { readonly around: number }
  | { readonly before: number }
  | { readonly after: number };

/** Return the number at which a page is to be read. */
export function anchorNumber(anchor: PageAnchor): number {
  if ('around' in anchor) return anchor.around;
  return 'before' in anchor ? anchor.before - 1 : anchor.after + 1;
}
