type Section = 'home' | 'timetable' | 'diary' | 'office';

/** Give the sections of the journal by what the person is at the school; several roles have several. */
export function sectionsOf(roles: readonly string[]): readonly Section[] {
  const has = (...some: string[]) => some.some((role) => roles.includes(role));
  return [
    'home',
    ...(has('teacher', 'homeroom_teacher') ? (['timetable'] as const) : []),
    ...(has('student', 'guardian') ? (['diary'] as const) : []),
    ...(has('administrator') ? (['office'] as const) : []),
  ];
}

/** Give the section in which an address lies; a lesson lies where the person goes from. */
export function sectionOf(path: string, roles: readonly string[]): Section {
  const [, , place] = path.split('/');
  if (place === 'timetable' || place === 'classes') return 'timetable';
  if (place === 'diary' || place === 'office') return place;
  return place === 'lessons' ? (sectionsOf(roles)[1] ?? 'home') : 'home';
}
