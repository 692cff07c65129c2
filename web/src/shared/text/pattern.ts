/** The only way for what people wrote into a pattern: `tools/check-patterns.mjs` refuses others. */

const MEANINGFUL = /[!-/:-@[-`{-~\s]/g;

/** Return a pattern that matches this text and nothing else, under every flag, inside and outside of brackets. */
export function escapePattern(text: string): string {
  return text.replace(MEANINGFUL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Return a pattern that finds each of these texts, the longest that fits, as `text` between these patterns. */
export function patternOfTexts(texts: Iterable<string>, before: string, after: string): RegExp {
  const longestFirst = [...new Set(texts)].sort((a, b) => b.length - a.length);
  return new RegExp(`${before}(?<text>${longestFirst.map(escapePattern).join('|')})${after}`, 'gu');
}
