import { expect, it } from 'vitest';
import { sectionOf, sectionsOf } from './sections';

it.each([
  [
    ['teacher', 'homeroom_teacher'],
    ['home', 'timetable'],
  ],
  [['student'], ['home', 'diary']],
  [
    ['guardian', 'teacher'],
    ['home', 'timetable', 'diary'],
  ],
  [['administrator'], ['home', 'office']],
  [['employee'], ['home']],
])('gives %o the sections %o', (roles, sections) => {
  expect(sectionsOf(roles)).toEqual(sections);
});

it.each([
  ['/journal', 'home'],
  ['/journal/classes/7b', 'timetable'],
  ['/journal/diary', 'diary'],
  ['/journal/lessons/algebra', 'timetable'],
  ['/journal/notifications', 'notifications'],
])('finds %s in %s', (path, section) => {
  expect(sectionOf(path, ['teacher', 'guardian'])).toBe(section);
});
