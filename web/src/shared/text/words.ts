/** How names, titles and queries for them are split, as the server does (`backend/parta/core/names.py`). */

const UNSEARCHED = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff'`´ʹʻʼ‘’‛′]/gu;

/** Return the words as they are compared: case, accents, ё and apostrophes do not matter, hyphens part words. */
export function splitWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(UNSEARCHED, '').toLowerCase().replaceAll('ς', 'σ');
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Return those whose text has, for each word of the query, a word that begins so; all of them without a query. */
export function withWords<T>(all: readonly T[], query: string, textOf: (one: T) => string): readonly T[] {
  const wanted = splitWords(query);
  if (wanted.length === 0) return all;
  return all.filter((one) => {
    const words = splitWords(textOf(one));
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}
