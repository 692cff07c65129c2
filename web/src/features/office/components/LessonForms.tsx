import { Input } from '@vkontakte/vkui';
import { useState } from 'react';
import type { LessonRead, OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';
import { fullName } from '@/shared/person/person';
import { isBlank } from '@/shared/text/visible';
import { useHours, useLessonActs } from '../api';
import { teachersInOrder } from '../model/grid';
import { freeFirst, freeNumber, hourOf } from '../model/hours';
import { DayField } from './DayField';
import { HourFields } from './LessonFields';
import { OfficeForm } from './OfficeForm';
import { SelectField } from './SelectField';
import { useUnusual } from './useUnusual';

interface Props {
  readonly lesson: LessonRead;
  readonly choices: OfficeChoices;
  readonly onDone: (words: string) => void;
}

const MAX_REASON_LENGTH = 300;

/** The substitute, and the reason. */
export function SubstituteForm({ lesson, choices, onDone }: Props) {
  const { substitute } = useLessonActs(lesson.id);
  const [teacher, setTeacher] = useState('');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const own = choices.courses.find(({ id }) => id === lesson.course_id)?.teachers ?? [];
  const others = teachersInOrder(choices.teachers).filter(({ id }) => !own.includes(id));
  const hours = useHours(lesson.course_id, lesson.on, lesson.id);
  const busy = hourOf(hours, lesson.number)?.busy_teachers ?? [];
  const save = () => {
    setIsAsked(true);
    if (!teacher) return;
    substitute.mutate(
      { teacher_id: teacher, reason: isBlank(reason) ? null : reason.trim() },
      { onSuccess: () => onDone(t('office.substituted')) },
    );
  };
  return (
    <OfficeForm
      act={t('office.substitute')}
      isPending={substitute.isPending}
      failure={substitute.error}
      onSubmit={save}
    >
      <SelectField
        label={t('office.teacher')}
        name="teacher"
        value={teacher}
        empty={t('office.choose')}
        error={isAsked && !teacher ? t('office.missing') : undefined}
        options={freeFirst(others, busy).map(({ id, name, isBusy }) => ({
          value: id,
          title: isBusy ? t('office.isBusy', { what: fullName(name) }) : fullName(name),
          isBusy,
        }))}
        onChange={setTeacher}
      />
      <ReasonField value={reason} onChange={setReason} />
    </OfficeForm>
  );
}

/** The new time and classroom. */
export function MoveForm({ lesson, choices, onDone }: Props) {
  const { move } = useLessonActs(lesson.id);
  const askUnusual = useUnusual();
  const [on, setOn] = useState(lesson.on);
  const [wanted, setWanted] = useState(lesson.number || 1);
  const [classroom, setClassroom] = useState(
    choices.classrooms.find(({ title }) => title === lesson.classroom)?.id ?? '',
  );
  const [isAsked, setIsAsked] = useState(false);
  const hours = useHours(lesson.course_id, on, lesson.id);
  const number = freeNumber(hours, wanted);
  const save = () => {
    setIsAsked(true);
    if (on) send(false);
  };
  const send = (accept_unusual: boolean) =>
    move.mutate(
      { on, number, classroom_id: classroom || null, accept_unusual },
      {
        onSuccess: () => onDone(t('office.moved')),
        onError: (failure) => void askUnusual(failure, () => send(true)),
      },
    );
  return (
    <OfficeForm act={t('office.move')} isPending={move.isPending} failure={move.error} onSubmit={save}>
      <DayField label={t('office.on')} value={on} isAsked={isAsked} onChange={setOn} />
      <HourFields
        choices={choices}
        hours={hours}
        number={number}
        classroom={classroom}
        onNumber={setWanted}
        onClassroom={setClassroom}
      />
    </OfficeForm>
  );
}

/** The reason for cancelling. */
export function CancelForm({ lesson, onDone }: Props) {
  const { cancel } = useLessonActs(lesson.id);
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const save = () => {
    setIsAsked(true);
    if (!isBlank(reason)) cancel.mutate(reason.trim(), { onSuccess: () => onDone(t('office.cancelled')) });
  };
  return (
    <OfficeForm act={t('office.cancel')} isPending={cancel.isPending} failure={cancel.error} onSubmit={save}>
      <ReasonField
        value={reason}
        error={isAsked && isBlank(reason) ? t('office.reasonMissing') : undefined}
        onChange={setReason}
      />
    </OfficeForm>
  );
}

interface ReasonProps {
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

function ReasonField({ value, error, onChange }: ReasonProps) {
  return (
    <Field label={t('office.reason')} error={error} hint={t('office.reasonHint')}>
      {(ties) => (
        <Input
          {...ties}
          name="reason"
          value={value}
          maxLength={MAX_REASON_LENGTH}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
