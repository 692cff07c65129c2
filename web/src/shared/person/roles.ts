import { roleText } from './person';

const ROLES = ['teacher', 'homeroom_teacher', 'student', 'guardian', 'employee', 'administrator'] as const;

/** Return the texts of roles without details: «учитель, родитель»; a role without a text is omitted. */
export function rolesOf(roles: readonly string[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role) => roleText({ role, school: '', detail: '' }))
    .join(', ');
}
