/** What people see of a text; the server decides alike (`backend/parta/core/text.py`), by the same table of cases. */

const BLANKS =
  '\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\ufffc\\u{1d159}';
const SEEN = new RegExp(`[^\\p{C}\\p{Z}\\p{M}\\s${BLANKS}]|\\p{Extended_Pictographic}`, 'u');
const UNWANTED = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;
const JOINED = '[\\u0620-\\u109f\\u1780-\\u18aa]';
const JOINER = '[\\u200c\\u200d]';
const INVISIBLE = new RegExp(
  `(?!${JOINER})[\\p{Cc}\\p{Cf}${BLANKS}]|(?<!${JOINED})${JOINER}|${JOINER}(?!${JOINED})`,
  'gu',
);

/** True if nobody sees anything of the text: a message, title or name of it is none. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text);
}

/** Return the text as the server keeps it: composed (NFC), without controls and without what reorders it. */
export function composed(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNWANTED, '')
    .normalize('NFC');
}

/** Return the line without what nobody sees; what joins the letters of one word stays where its alphabet needs it. */
export function withoutInvisible(line: string): string {
  return line.replace(INVISIBLE, '');
}
