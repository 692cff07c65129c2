import { Button, ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { useState } from 'react';
import type { OfficeChoices, SlotRead, SlotRequest } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { weekdayNamed } from '@/shared/school/days';
import { useOverlays } from '@/shared/ui/Overlays';
import { useSlotActs } from '../api';
import { DayField } from './DayField';
import { ClassroomField, CourseField, NumberField } from './LessonFields';
import styles from './Office.module.css';
import { OfficeForm } from './OfficeForm';
import { SelectField } from './SelectField';

/** A slot of the weekly timetable, used or free. */
export interface SlotPosition {
  readonly weekday: number;
  readonly number: number;
  readonly slot?: SlotRead;
}

interface Props {
  readonly id: string;
  readonly classId: string;
  readonly position: SlotPosition;
  readonly choices: OfficeChoices;
  readonly today: string;
  readonly onDone: (words: string) => void;
}

const WEEKS = ['every', 'odd', 'even'] as const;
const WEEKDAYS = [1, 2, 3, 4, 5, 6];

/** The form for a slot: course, classroom, weeks, and from which day on. */
export function SlotModal({ id, classId, position, choices, today, onDone }: Props) {
  const { slot } = position;
  const { add, change, remove } = useSlotActs();
  const { confirm } = useOverlays();
  const [course, setCourse] = useState(slot?.course_id ?? '');
  const [weekday, setWeekday] = useState(String(position.weekday));
  const [number, setNumber] = useState(String(position.number));
  const [weeks, setWeeks] = useState<(typeof WEEKS)[number]>(slot?.weeks ?? 'every');
  const [classroom, setClassroom] = useState(slot?.classroom_id ?? '');
  const [from, setFrom] = useState(slot && slot.from_on > today ? slot.from_on : today);
  const [isAsked, setIsAsked] = useState(false);
  const save = () => {
    setIsAsked(true);
    if (!course || !from) return;
    remove.reset();
    const given: SlotRequest = {
      course_id: course,
      weekday: Number(weekday),
      number: Number(number),
      weeks,
      classroom_id: classroom || null,
      from_on: from,
    };
    if (slot) change.mutate({ id: slot.id, ...given }, { onSuccess: () => onDone(t('office.slotChanged')) });
    else add.mutate(given, { onSuccess: () => onDone(t('office.slotAdded')) });
  };
  const removeSlot = async () => {
    setIsAsked(true);
    if (!slot || !from) return;
    change.reset();
    const question = { title: t('office.removeTitle'), text: t('office.removeText') };
    if (!(await confirm({ ...question, confirm: t('office.removeDo'), isDestructive: true }))) return;
    remove.mutate({ id: slot.id, from_on: from }, { onSuccess: () => onDone(t('office.slotRemoved')) });
  };
  return (
    <ModalPage
      id={id}
      size="s"
      dynamicContentHeight
      header={<ModalPageHeader>{t(slot ? 'office.slotTitle' : 'office.slotNew')}</ModalPageHeader>}
    >
      <OfficeForm
        act={t(slot ? 'office.save' : 'office.add')}
        isPending={add.isPending || change.isPending}
        failure={add.error ?? change.error ?? remove.error}
        onSubmit={save}
        beside={
          slot && (
            <Button
              size="l"
              mode="tertiary"
              appearance="negative"
              loading={remove.isPending}
              onClick={() => void removeSlot()}
            >
              {t('office.remove')}
            </Button>
          )
        }
      >
        <CourseField
          courses={choices.courses}
          classId={classId}
          value={course}
          isAsked={isAsked}
          onChange={setCourse}
        />
        <div className={styles['pair']}>
          <SelectField
            label={t('office.weekday')}
            name="weekday"
            value={weekday}
            options={WEEKDAYS.map((day) => ({ value: String(day), title: weekdayNamed(day) }))}
            onChange={setWeekday}
          />
          <NumberField bells={choices.bells} value={number} onChange={setNumber} />
        </div>
        <div className={styles['pair']}>
          <ClassroomField classrooms={choices.classrooms} value={classroom} onChange={setClassroom} />
          <SelectField
            label={t('office.weeks')}
            name="weeks"
            value={weeks}
            options={WEEKS.map((each) => ({ value: each, title: t(`office.weeks.${each}`) }))}
            onChange={(value) => setWeeks(WEEKS.find((each) => each === value) ?? 'every')}
          />
        </div>
        <DayField label={t('office.from')} value={from} isAsked={isAsked} onChange={setFrom} />
      </OfficeForm>
    </ModalPage>
  );
}
