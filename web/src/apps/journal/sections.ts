/** A section of the journal. */
export type Section = 'home' | 'timetable' | 'diary' | 'office';

/** Return the sections of the journal for the person's roles. */
export function sectionsOf(roles: readonly string[]): readonly Section[] {
  const has = (...some: string[]) => some.some((role) => roles.includes(role));
  return [
    'home',
    ...(has('teacher', 'homeroom_teacher') ? (['timetable'] as const) : []),
    ...(has('student', 'guardian') ? (['diary'] as const) : []),
    ...(has('administrator') ? (['office'] as const) : []),
  ];
}

/** Return the section of an address; a lesson belongs to the section of the person's role. */
export function sectionOf(path: string, roles: readonly string[]): Section | 'notifications' {
  const [, , place] = path.split('/');
  if (place === 'timetable' || place === 'classes') return 'timetable';
  if (place === 'diary' || place === 'office' || place === 'notifications') return place;
  return place === 'lessons' ? (sectionsOf(roles)[1] ?? 'home') : 'home';
}
