import type { Home, JournalMe, PersonName, TaughtCourse } from '@/shared/api/schema';
import { fullName } from '@/shared/i18n/names';

const PARTS = ['administrator', 'student', 'teacher', 'employee', 'guardian'] as const;

/** Give what the person is at the school, in the order in which it is shown. */
export function partsOf(home: Home): readonly (typeof PARTS)[number][] {
  return PARTS.filter((part) => home[part] !== null);
}

/** A subject and the classes in which it is taught by one teacher. */
export interface Subject {
  readonly title: string;
  readonly courses: readonly TaughtCourse[];
}

/** Give a teacher's courses by subject, the classes in the order in which a school counts them: 5А before 10Б. */
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

/** Give names in one line. */
export function namesInLine(names: readonly PersonName[]): string {
  return names.map(fullName).join(', ');
}

/** Give how the journal addresses a person: a student by the first name, an adult by first name and patronymic. */
export function addressed({ name, roles }: Pick<JournalMe, 'name' | 'roles'>): string {
  const isPupil = roles.includes('student') || !name.patronymic;
  return isPupil ? name.first_name : `${name.first_name} ${name.patronymic}`;
}
