import { type Names, politeName, shortName } from './names';
import { t } from './text';

/** A role of a person as the server gives it. */
export interface Role {
  readonly role: 'teacher' | 'homeroom_teacher' | 'student' | 'guardian' | 'employee' | 'administrator';
  readonly school: string;
  /** Class, subject, child's name or position; may be empty. */
  readonly detail: string;
}

interface Person {
  readonly name: Names;
  readonly badges: readonly Role[];
}

/** Give how a person is called in chats: who works at a school «Анна Сергеевна», everybody else «Миша Ким». */
export function calledName({ name, badges }: Person): string {
  return worksAtSchool(badges) ? politeName(name) : shortName(name);
}

/** Give what a role is in words: «учитель, алгебра», «ученик 7Б». */
export function roleWords({ role, detail }: Role): string {
  return t(`people.role.${role}`, { detail, known: detail ? 'yes' : 'no' });
}

/** Give all roles of a person in one line. */
export function rolesInWords(badges: readonly Role[]): string {
  return [...new Set(badges.map(roleWords))].join(' · ');
}

/** Tell whether a school has confirmed that this person works there; such people bear ✓ by the name. */
export function worksAtSchool(badges: readonly Role[]): boolean {
  return badges.some(({ role }) => role !== 'student' && role !== 'guardian');
}
