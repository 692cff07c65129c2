/** The fields of a lesson in the office's forms. */
import type { OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { courseInWords, coursesOf } from '../model/grid';
import { SelectField } from './SelectField';

interface CourseProps {
  readonly courses: OfficeChoices['courses'];
  readonly classId: string;
  readonly value: string;
  readonly isAsked: boolean;
  readonly onChange: (value: string) => void;
}

/** The course. */
export function CourseField({ courses, classId, value, isAsked, onChange }: CourseProps) {
  return (
    <SelectField
      label={t('office.course')}
      name="course"
      value={value}
      empty={t('office.choose')}
      error={isAsked && !value ? t('office.missing') : undefined}
      options={coursesOf(courses, classId).map((each) => ({ value: each.id, title: courseInWords(each) }))}
      onChange={onChange}
    />
  );
}

interface NumberProps {
  readonly bells: OfficeChoices['bells'];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The number of the lesson in the day. */
export function NumberField({ bells, value, onChange }: NumberProps) {
  return (
    <SelectField
      label={t('office.number')}
      name="number"
      value={value}
      options={bells.map(({ number, starts_at }) => ({
        value: String(number),
        title: t('office.bell', { number, time: starts_at.slice(0, 5) }),
      }))}
      onChange={onChange}
    />
  );
}

interface ClassroomProps {
  readonly classrooms: OfficeChoices['classrooms'];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The classroom, or none. */
export function ClassroomField({ classrooms, value, onChange }: ClassroomProps) {
  return (
    <SelectField
      label={t('office.room')}
      name="room"
      value={value}
      empty={t('office.noRoom')}
      options={classrooms.map(({ id, title }) => ({ value: id, title }))}
      onChange={onChange}
    />
  );
}
