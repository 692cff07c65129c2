import { useState } from 'react';
import type { OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Fetched } from '@/shared/ui/Fetched';
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
  const { note } = useOverlays();
  const [position, setPosition] = useState<SlotPosition>();
  return (
    <>
      <p className={styles['hint']}>{t('office.weekHint')}</p>
      <Fetched query={useSlots(classId)} waiting={<TextSkeleton rows={10} />}>
        {(slots) => <SlotGrid {...gridOf(slots, choices.bells, today)} onOpen={setPosition} />}
      </Fetched>
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
