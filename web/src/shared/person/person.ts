/** How a person is named, by the table in `docs/glossary.md`: the same letters, colour and name everywhere. */
import { t } from '../i18n/text';

/** A person's names, as sent by the server. */
export interface Names {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic?: string | null;
}

/** A role of a person, as sent by the server. */
export interface Role {
  readonly role: 'teacher' | 'homeroom_teacher' | 'student' | 'guardian' | 'employee' | 'administrator';
  readonly school: string;
  /** Class, subject, child's name or position; may be empty. */
  readonly detail: string;
}

/** A person, as others see them. */
export interface Person {
  readonly name: Names;
  readonly badges: readonly Role[];
}

const COLOURS = 7;
/** A title that begins with a class: «7Б», «10 «А», родители». */
const CLASS = /^(\p{N}{1,2})[\s«"]*(\p{L})(?!\p{L})/u;

/** The number of a colour of people. */
type Colour = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Return a person's name in conversations: school staff «Анна Сергеевна», everybody else «Михаил Соколов». */
export function calledName({ name, badges }: Person): string {
  return worksAtSchool(badges) ? staffName(name) : shortName(name);
}

/** Return a person's name in lists: «Белова Анна Сергеевна»; of students «Соколов Михаил». */
export function listedName({ name, badges }: Person): string {
  const isStudent = badges.some(({ role }) => role === 'student') && !worksAtSchool(badges);
  return fullName(isStudent ? { ...name, patronymic: null } : name);
}

/** Return «Анна Сергеевна»: how a student addresses a teacher; without a patronymic «Анна Белова». */
export function staffName({ first_name, patronymic, last_name }: Names): string {
  return `${first_name} ${patronymic || last_name}`.trim();
}

/** Return «Белова Анна Сергеевна»: how documents name a person. */
export function fullName({ last_name, first_name, patronymic }: Names): string {
  return [last_name, first_name, patronymic].filter(Boolean).join(' ');
}

/** Return «Анна Белова». */
export function shortName({ first_name, last_name }: Names): string {
  return `${first_name} ${last_name}`.trim();
}

/** Return the title of a chat or a call; without one, the name of the other person. */
export function titleOf({ title }: { readonly title: string }, other: Person | string | undefined): string {
  if (title !== '' || other === undefined) return title;
  return typeof other === 'string' ? other : calledName(other);
}

/** Return the letters of a picture: of a person «АБ», of a chat of a class «7Б», of another the first two words'. */
export function lettersOf(name: Names | string): string {
  if (typeof name !== 'string') return firstLetters([name.first_name, name.last_name]);
  const inClass = CLASS.exec(name);
  if (inClass) return `${inClass[1]}${inClass[2]}`.toLocaleUpperCase('ru');
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 1 && /^\p{N}/u.test(name))
    return [...name].slice(0, 2).join('').toLocaleUpperCase('ru');
  return firstLetters(words.slice(0, 2));
}

/** Return the colour number (0–6) of the id of a person or a group. */
export function colourOf(id: string): Colour {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return (sum % COLOURS) as Colour;
}

/** Return the text of a role: «учитель: алгебра», «учится в 7Б». */
export function roleText({ role, detail }: Role): string {
  const words = role === 'teacher' ? withinSentence(detail) : detail;
  return t(`people.role.${role}`, { detail: words, known: detail ? 'yes' : 'no' });
}

/** Return titles of subjects as a sentence has them: «Алгебра, ОБЖ» becomes «алгебра, ОБЖ». */
function withinSentence(subjects: string): string {
  return subjects.replace(/(^|, )\p{Lu}(?=\p{Ll})/gu, (start) => start.toLocaleLowerCase('ru'));
}

/** Return all roles of a person in one line. */
export function rolesInWords(badges: readonly Role[]): string {
  return [...new Set(badges.map(roleText))].join(' · ');
}

/** True if a school has confirmed that this person works there; shown as ✓. */
export function worksAtSchool(badges: readonly Role[]): boolean {
  return badges.some(({ role }) => role !== 'student' && role !== 'guardian');
}

function firstLetters(words: readonly string[]): string {
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase('ru');
}
