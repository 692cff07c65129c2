/** A part of a person's name, judged as the server does (`backend/parta/core/names.py`), by the same table of cases. */
import { withoutInvisible } from '../text/visible';

/** What is wrong with a part of a name. */
export type NameProblem =
  | { readonly kind: 'missing' | 'not_a_name' | 'too_long' }
  /** A letter is of another alphabet than the others, though it may look like theirs. */
  | { readonly kind: 'mixed_scripts'; readonly letter: string; readonly script: string };

const MAX_LENGTH = 60;
const WORD = "'?L+(?:'L+)*'?\\.?";
const SHAPE = new RegExp(
  `^${WORD}(?:(?:[- ]|(?<=\\.))${WORD})*$`.replaceAll('L', '[\\p{L}\\p{M}\\u200c\\u200d]'),
  'u',
);
const DRAWN_FOR_EFFECT = /[\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f2ff}\uff21-\uff9f\u24b6-\u24e9\u2100-\u214f]/u;
const SCRIPTS = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['armenian', /\p{Script=Armenian}/u],
  ['georgian', /\p{Script=Georgian}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['thai', /\p{Script=Thai}/u],
  [
    'eastAsian',
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー]/u,
  ],
] as const;

/** Return the problem of a part of a name, or undefined. */
export function nameProblem(name: string, isRequired = true): NameProblem | undefined {
  const tidy = tidyName(name);
  if (!tidy) return isRequired ? { kind: 'missing' } : undefined;
  if (tidy.length > MAX_LENGTH) return { kind: 'too_long' };
  if (!SHAPE.test(tidy) || DRAWN_FOR_EFFECT.test(tidy)) return { kind: 'not_a_name' };
  return strangerIn(tidy);
}

/** Return the problem of what a guest says, who may say more than a name; each word is of one alphabet. */
export function guestNameProblem(name: string): NameProblem | undefined {
  const words = tidyName(name).split(' ');
  if (!words.some((word) => /\p{L}/u.test(word))) return { kind: 'missing' };
  return words.map(strangerIn).find(Boolean);
}

/** Return a name in one spelling, as the server keeps it; its capitals are the server's matter. */
export function tidyName(name: string): string {
  return withoutInvisible(name.normalize('NFC').replace(/\s+/g, ' '))
    .replace(/ +/g, ' ')
    .trim()
    .replace(/\s*[-\u2010-\u2015\u2212]+\s*/g, '-')
    .replace(/[`´ʹʻʼ‘’‛′]/g, "'");
}

/** Return the first letter whose alphabet is not that of most others. */
function strangerIn(name: string): NameProblem | undefined {
  const letters = [...name.matchAll(/\p{L}/gu)].map(([letter]) => ({ letter, script: scriptOf(letter) }));
  const counts = new Map<string, number>();
  for (const { script } of letters) counts.set(script, (counts.get(script) ?? 0) + 1);
  if (counts.size < 2) return undefined;
  const [own] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? [''];
  const stranger = letters.find(({ script }) => script !== own);
  return stranger && { kind: 'mixed_scripts', ...stranger };
}

function scriptOf(letter: string): string {
  return SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other';
}
