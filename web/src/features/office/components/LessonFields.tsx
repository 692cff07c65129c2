/** What the office's forms ask of a lesson: which, when, where. */
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

/** What is taught. */
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

/** Which lesson of the day. */
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

interface RoomProps {
  readonly rooms: OfficeChoices['classrooms'];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** In which room, or in none. */
export function RoomField({ rooms, value, onChange }: RoomProps) {
  return (
    <SelectField
      label={t('office.room')}
      name="room"
      value={value}
      empty={t('office.noRoom')}
      options={rooms.map(({ id, title }) => ({ value: id, title }))}
      onChange={onChange}
    />
  );
}
