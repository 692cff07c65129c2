import { ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { useState } from 'react';
import type { OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useExtraLesson, useHours } from '../api';
import { freeNumber } from '../model/hours';
import { DayField } from './DayField';
import { CourseField, HourFields } from './LessonFields';
import { OfficeForm } from './OfficeForm';
import { useUnusual } from './useUnusual';

interface Props {
  readonly id: string;
  readonly classId: string;
  readonly on: string;
  readonly choices: OfficeChoices;
  readonly onDone: (words: string) => void;
}

/** The form for an extra lesson. */
export function ExtraModal({ id, classId, on, choices, onDone }: Props) {
  const extra = useExtraLesson();
  const askUnusual = useUnusual();
  const [course, setCourse] = useState('');
  const [day, setDay] = useState(on);
  const [wanted, setWanted] = useState(1);
  const [classroom, setClassroom] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const hours = useHours(course, day);
  const number = freeNumber(hours, wanted);
  const save = () => {
    setIsAsked(true);
    if (course && day) send(false);
  };
  const send = (accept_unusual: boolean) =>
    extra.mutate(
      { course_id: course, on: day, number, classroom_id: classroom || null, accept_unusual },
      {
        onSuccess: () => onDone(t('office.extraAdded')),
        onError: (failure) => void askUnusual(failure, () => send(true)),
      },
    );
  return (
    <ModalPage
      id={id}
      size="s"
      dynamicContentHeight
      header={<ModalPageHeader>{t('office.extra')}</ModalPageHeader>}
    >
      <OfficeForm act={t('office.add')} isPending={extra.isPending} failure={extra.error} onSubmit={save}>
        <CourseField
          courses={choices.courses}
          classId={classId}
          value={course}
          isAsked={isAsked}
          onChange={setCourse}
        />
        <DayField label={t('office.on')} value={day} isAsked={isAsked} onChange={setDay} />
        <HourFields
          choices={choices}
          hours={hours}
          number={number}
          classroom={classroom}
          onNumber={setWanted}
          onClassroom={setClassroom}
        />
      </OfficeForm>
    </ModalPage>
  );
}
