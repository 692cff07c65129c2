import { type Names, politeName, shortName } from './names';
import { t } from './text';

/** A role of a person, as sent by the server. */
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

/** Return a person's name in chats: school staff «Анна Сергеевна», everybody else «Миша Ким». */
export function calledName({ name, badges }: Person): string {
  return worksAtSchool(badges) ? politeName(name) : shortName(name);
}

/** Return the text of a role: «учитель, алгебра», «ученик 7Б». */
export function roleText({ role, detail }: Role): string {
  return t(`people.role.${role}`, { detail, known: detail ? 'yes' : 'no' });
}

/** Return all roles of a person in one line. */
export function rolesInWords(badges: readonly Role[]): string {
  return [...new Set(badges.map(roleText))].join(' · ');
}

/** True if a school has confirmed that this person works there; shown as ✓. */
export function worksAtSchool(badges: readonly Role[]): boolean {
  return badges.some(({ role }) => role !== 'student' && role !== 'guardian');
}
