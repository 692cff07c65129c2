import { roleWords } from '../i18n/people';

const ROLES = ['teacher', 'homeroom_teacher', 'student', 'guardian', 'employee', 'administrator'] as const;

/** Give roles in words, without their details: «учитель, родитель»; a role without words is left out. */
export function rolesOf(roles: readonly string[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role) => roleWords({ role, school: '', detail: '' }))
    .join(', ');
}
