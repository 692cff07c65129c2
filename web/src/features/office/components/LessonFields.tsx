/** The fields of a lesson in the office's forms. */
import type { OfficeChoices, OfficeHour } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { courseInWords, coursesOf } from '../model/grid';
import { freeFirst, hourChoices, hourOf } from '../model/hours';
import styles from './Office.module.css';
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
  /** What is busy when, where that is known. */
  readonly hours?: readonly OfficeHour[] | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The number of the lesson in the day; the free hours first, the others cannot be chosen. */
export function NumberField({ bells, hours, value, onChange }: NumberProps) {
  return (
    <SelectField
      label={t('office.number')}
      name="number"
      value={value}
      options={hourChoices(bells, hours).map(({ number, starts_at, conflicts }) => ({
        value: String(number),
        title: [
          t('office.bell', { number, time: starts_at.slice(0, 5) }),
          ...conflicts.map((code) => t(`office.busy.${code}`)),
        ].join(' · '),
        isBusy: conflicts.length > 0,
      }))}
      onChange={onChange}
    />
  );
}

interface ClassroomProps {
  readonly classrooms: OfficeChoices['classrooms'];
  /** The classrooms that are busy then, where that is known. */
  readonly busy?: readonly string[] | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The classroom, or none. */
export function ClassroomField({ classrooms, busy = [], value, onChange }: ClassroomProps) {
  return (
    <SelectField
      label={t('office.room')}
      name="room"
      value={value}
      empty={t('office.noRoom')}
      error={busy.includes(value) ? t('office.roomBusy') : undefined}
      options={freeFirst(classrooms, busy).map(({ id, title, isBusy }) => ({
        value: id,
        title: isBusy ? t('office.isBusy', { what: title }) : title,
        isBusy,
      }))}
      onChange={onChange}
    />
  );
}

interface HourProps {
  readonly choices: OfficeChoices;
  /** What is busy on the day, once that is known. */
  readonly hours: readonly OfficeHour[] | undefined;
  readonly number: number;
  readonly classroom: string;
  readonly onNumber: (value: number) => void;
  readonly onClassroom: (value: string) => void;
}

/** The hour of a lesson on a day, and its classroom, by what is free then. */
export function HourFields({ choices, hours, number, classroom, onNumber, onClassroom }: HourProps) {
  return (
    <div className={styles['pair']}>
      <NumberField
        bells={choices.bells}
        hours={hours}
        value={String(number)}
        onChange={(value) => onNumber(Number(value))}
      />
      <ClassroomField
        classrooms={choices.classrooms}
        busy={hourOf(hours, number)?.busy_classrooms}
        value={classroom}
        onChange={onClassroom}
      />
    </div>
  );
}
