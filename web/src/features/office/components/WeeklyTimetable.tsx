import { useState } from 'react';
import type { OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useSlots } from '../api';
import { gridOf } from '../model/grid';
import styles from './Office.module.css';
import { SlotGrid } from './SlotGrid';
import { SlotModal, type SlotPosition } from './SlotModal';

interface Props {
  readonly classId: string;
  readonly choices: OfficeChoices;
  readonly today: string;
}

/** The weekly timetable of a class, with a form for each slot. */
export function WeeklyTimetable({ classId, choices, today }: Props) {
  const slots = useSlots(classId);
  const { note } = useOverlays();
  const [position, setPosition] = useState<SlotPosition>();
  if (slots.isError && !slots.data) {
    return <ErrorState failure={slots.error} onRetry={() => void slots.refetch()} />;
  }
  if (!slots.data) return <TextSkeleton rows={10} />;
  const { weekdays, rows } = gridOf(slots.data, choices.bells, today);
  return (
    <>
      <p className={styles['hint']}>{t('office.weekHint')}</p>
      <SlotGrid weekdays={weekdays} rows={rows} onOpen={setPosition} />
      <Modals active={position ? 'slot' : undefined} onClose={() => setPosition(undefined)}>
        {position ? (
          <SlotModal
            id="slot"
            classId={classId}
            position={position}
            choices={choices}
            today={today}
            onDone={(text) => {
              setPosition(undefined);
              note({ text });
            }}
          />
        ) : (
          []
        )}
      </Modals>
    </>
  );
}
