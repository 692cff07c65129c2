/** Phone numbers in one notation: «+7 900 000-00-00». */

export interface TypedPhone {
  readonly text: string;
  /** The index of the caret in `text`. */
  readonly caret: number;
}

const RUSSIAN_DIGITS = 11;
const MAX_DIGITS = 15;
const MIN_DIGITS = 8;

/** Return the digits of a number in international notation; 8…, 7…, 9… and +7… are the same Russian number. */
function phoneDigits(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  if (isForeign(typed, digits)) return digits.slice(0, MAX_DIGITS);
  if (!digits) return '';
  const russian = /^[78]/.test(digits) ? `7${digits.slice(1)}` : `7${digits}`;
  // A whole number pasted after an existing «+7».
  const once = russian.length > RUSSIAN_DIGITS && /^7[78]/.test(russian) ? russian.slice(1) : russian;
  return `7${once.slice(1, RUSSIAN_DIGITS)}`;
}

/** Format a number while it is typed, and return the caret's index. */
export function maskPhone(typed: string, caret = typed.length): TypedPhone {
  if (typed.trim() === '+') return { text: '+', caret: 1 };
  const digits = phoneDigits(typed);
  if (!digits) return { text: '', caret: 0 };
  const text = spaced(digits);
  if (caret >= typed.length) return { text, caret: text.length };
  const added = digits.length - typed.replace(/\D/g, '').length;
  const before = typed.slice(0, caret).replace(/\D/g, '').length + Math.max(added, 0);
  return { text, caret: indexAfter(text, before) };
}

/** Return the number with spaces at which a line is not broken. */
export function unbrokenPhone(phone: string): string {
  return phone.replaceAll(' ', '\u00a0');
}

/** True if there are enough digits to send a code. */
export function isWholePhone(typed: string): boolean {
  const digits = phoneDigits(typed);
  return digits.startsWith('7') ? digits.length === RUSSIAN_DIGITS : digits.length >= MIN_DIGITS;
}

/** Return the number for the server: «+79000000000». */
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

function indexAfter(text: string, digits: number): number {
  let seen = 0;
  for (const [at, letter] of [...text].entries()) {
    if (seen === digits) return at;
    if (/\d/.test(letter)) seen += 1;
  }
  return text.length;
}
