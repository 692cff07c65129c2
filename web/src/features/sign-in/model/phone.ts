/** A phone number as people write it, brought to one spelling: «+7 900 000-00-00». */

export interface TypedPhone {
  readonly text: string;
  /** Where the caret stands in `text`. */
  readonly caret: number;
}

const RUSSIAN_DIGITS = 11;
const MOST_DIGITS = 15;
const FEWEST_DIGITS = 8;

/** Give the digits of a number in international order; 8…, 7…, 9… and +7… are the same Russian number. */
function phoneDigits(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  if (isForeign(typed, digits)) return digits.slice(0, MOST_DIGITS);
  if (!digits) return '';
  const russian = /^[78]/.test(digits) ? `7${digits.slice(1)}` : `7${digits}`;
  // A whole number pasted behind a «+7» that stood there already.
  const once = russian.length > RUSSIAN_DIGITS && /^7[78]/.test(russian) ? russian.slice(1) : russian;
  return `7${once.slice(1, RUSSIAN_DIGITS)}`;
}

/** Write a number while it is typed, and give where the caret goes. */
export function maskPhone(typed: string, caret = typed.length): TypedPhone {
  if (typed.trim() === '+') return { text: '+', caret: 1 };
  const digits = phoneDigits(typed);
  if (!digits) return { text: '', caret: 0 };
  const text = spaced(digits);
  if (caret >= typed.length) return { text, caret: text.length };
  const added = digits.length - typed.replace(/\D/g, '').length;
  const before = typed.slice(0, caret).replace(/\D/g, '').length + Math.max(added, 0);
  return { text, caret: placeAfter(text, before) };
}

/** Whether enough digits stand there to send a code. */
export function isWholePhone(typed: string): boolean {
  const digits = phoneDigits(typed);
  return digits.startsWith('7') ? digits.length === RUSSIAN_DIGITS : digits.length >= FEWEST_DIGITS;
}

/** Give the number for the server: «+79000000000». */
export function plainPhone(typed: string): string {
  return `+${phoneDigits(typed)}`;
}

function isForeign(typed: string, digits: string): boolean {
  return typed.trim().startsWith('+') && digits !== '' && !digits.startsWith('7');
}

function spaced(digits: string): string {
  if (!digits.startsWith('7')) return `+${digits}`;
  const [code, first, second, third] = [
    [1, 4],
    [4, 7],
    [7, 9],
    [9, 11],
  ].map(([from, to]) => digits.slice(from, to));
  const head = code ? `+7 ${code}` : '+7';
  const middle = first ? ` ${first}` : '';
  return [head + middle, second, third].filter(Boolean).join('-');
}

function placeAfter(text: string, digits: number): number {
  let seen = 0;
  for (const [at, letter] of [...text].entries()) {
    if (seen === digits) return at;
    if (/\d/.test(letter)) seen += 1;
  }
  return text.length;
}
