import { Button, ModalPage, ModalPageHeader, SegmentedControl } from '@vkontakte/vkui';
import { useState } from 'react';
import type { LessonRead, OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayInWords } from '@/shared/school/days';
import { LessonMarks } from '@/shared/school/LessonMarks';
import { hoursOf } from '@/shared/school/lesson';
import { useLessonActs } from '../api';
import { courseInWords } from '../model/grid';
import { CancelForm, MoveForm, SubstituteForm } from './LessonForms';
import styles from './Office.module.css';
import { OfficeFailure } from './OfficeFailure';

const ACTS = ['substitute', 'move', 'cancel'] as const;

interface Props {
  readonly id: string;
  readonly lesson: LessonRead;
  readonly choices: OfficeChoices;
  readonly zone: string;
  readonly onDone: (words: string) => void;
}

/** The office's actions on one lesson: substitute, move, cancel, restore. */
export function LessonModal({ id, lesson, choices, zone, onDone }: Props) {
  const { restore, substitute } = useLessonActs(lesson.id);
  const [act, setAct] = useState<(typeof ACTS)[number]>('substitute');
  const isElsewhere = lesson.state === 'cancelled' || lesson.moved_from !== null;
  const failure = restore.error ?? substitute.error;
  const form = { lesson, choices, onDone };
  return (
    <ModalPage
      id={id}
      size="s"
      dynamicContentHeight
      header={<ModalPageHeader>{courseInWords(lesson)}</ModalPageHeader>}
    >
      <div className={styles['lesson']}>
        <p className={styles['facts']}>
          {[dayInWords(lesson.on), hoursOf(lesson, zone), lesson.class_title].join(' · ')}
        </p>
        <LessonMarks lesson={lesson} />
        <div className={styles['acts']}>
          {isElsewhere && (
            <Button
              size="l"
              mode="secondary"
              loading={restore.isPending}
              onClick={() => restore.mutate(undefined, { onSuccess: () => onDone(t('office.restored')) })}
            >
              {t('office.restore')}
            </Button>
          )}
          {lesson.substitute && (
            <Button
              size="l"
              mode="secondary"
              loading={substitute.isPending}
              onClick={() =>
                substitute.mutate(
                  { teacher_id: null, reason: null },
                  { onSuccess: () => onDone(t('office.ownTeacherBack')) },
                )
              }
            >
              {t('office.ownTeacher')}
            </Button>
          )}
        </div>
        {failure && <OfficeFailure failure={failure} />}
        {lesson.state === 'planned' && (
          <>
            <SegmentedControl
              size="l"
              aria-label={t('office.act')}
              value={act}
              onChange={(value) => setAct(ACTS.find((each) => each === value) ?? 'substitute')}
              options={ACTS.map((each) => ({ value: each, label: t(`office.act.${each}`) }))}
            />
            {act === 'substitute' && <SubstituteForm {...form} />}
            {act === 'move' && <MoveForm {...form} />}
            {act === 'cancel' && <CancelForm {...form} />}
          </>
        )}
      </div>
    </ModalPage>
  );
}
