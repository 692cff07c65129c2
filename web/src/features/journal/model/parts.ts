import type { Home, JournalMe, PersonName, TaughtCourse } from '@/shared/api/schema';
import { fullName } from '@/shared/person/person';

const PARTS = ['administrator', 'student', 'teacher', 'employee', 'guardian'] as const;

/** Return the parts of the person's roles, in order. */
export function partsOf(home: Home): readonly (typeof PARTS)[number][] {
  return PARTS.filter((part) => home[part] !== null);
}

/** A subject and the classes in which it is taught by one teacher. */
export interface Subject {
  readonly title: string;
  readonly courses: readonly TaughtCourse[];
}

/** Return a teacher's courses by subject, classes in natural order: 5А before 10Б. */
export function bySubject(courses: readonly TaughtCourse[]): readonly Subject[] {
  const order = new Intl.Collator('ru', { numeric: true });
  const titles = [...new Set(courses.map(({ title }) => title))].sort(order.compare);
  return titles.map((title) => ({
    title,
    courses: courses
      .filter((course) => course.title === title)
      .sort(
        (a, b) =>
          order.compare(a.class_title, b.class_title) || order.compare(a.subgroup ?? '', b.subgroup ?? ''),
      ),
  }));
}

/** Return names joined in one line. */
export function namesInLine(names: readonly PersonName[]): string {
  return names.map(fullName).join(', ');
}

/** Return how the journal addresses a person: students by first name, adults by first name and patronymic. */
export function addressed({ name, roles }: Pick<JournalMe, 'name' | 'roles'>): string {
  const isPupil = roles.includes('student') || !name.patronymic;
  return isPupil ? name.first_name : `${name.first_name} ${name.patronymic}`;
}
