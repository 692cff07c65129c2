import { Icon20Add } from '@vkontakte/icons';
import type { SlotRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { staffName } from '@/shared/person/person';
import { weekdayNamed } from '@/shared/school/days';
import { classroomText } from '@/shared/school/lesson';
import { IconButton } from '@/shared/ui/IconButton';
import { courseInWords, type GridRow } from '../model/grid';
import styles from './Office.module.css';
import type { SlotPosition } from './SlotModal';

interface Props {
  readonly weekdays: readonly number[];
  readonly rows: readonly GridRow[];
  readonly onOpen: (position: SlotPosition) => void;
}

/** The weekly timetable of a class: bells down, weekdays across; a press opens a slot. */
export function SlotGrid({ weekdays, rows, onOpen }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles['scroll']} aria-label={t('office.week')} tabIndex={0}>
      <table className={styles['grid']}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles['unseen']}>{t('office.number')}</span>
            </th>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                {weekdayNamed(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, bell, cells }) => (
            <tr key={number}>
              <th scope="row">
                <span className={styles['number']}>{number}</span>
                {bell && <span className={styles['time']}>{bell.starts_at.slice(0, 5)}</span>}
              </th>
              {cells.map((slots, at) => {
                const weekday = weekdays[at] ?? 1;
                return (
                  <td key={weekday}>
                    {slots.map((slot) => (
                      <SlotButton key={slot.id} slot={slot} onOpen={onOpen} />
                    ))}
                    <IconButton
                      looks={styles['add']}
                      label={t('office.addAt', { day: weekdayNamed(weekday), number })}
                      data-beside={slots.length > 0 || undefined}
                      onClick={() => onOpen({ weekday, number })}
                    >
                      <Icon20Add />
                    </IconButton>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SlotButton({ slot, onOpen }: { slot: SlotRead; onOpen: Props['onOpen'] }) {
  const { weekday, number, weeks, classroom, teachers } = slot;
  const about = [
    teachers.map(staffName).join(', '),
    classroomText(classroom),
    weeks !== 'every' && t(`office.weeks.${weeks}`),
  ];
  return (
    <button type="button" className={styles['slot']} onClick={() => onOpen({ weekday, number, slot })}>
      <span className={styles['subject']}>{courseInWords(slot)}</span>
      <span className={styles['about']}>{about.filter(Boolean).join(' · ')}</span>
    </button>
  );
}
