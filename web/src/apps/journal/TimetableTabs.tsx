import { Switches } from '@/features/timetable/components/Switches';
import { t } from '@/shared/i18n/text';
import { weekHref } from './addresses';

interface Props {
  readonly current: 'mine' | 'classes';
  readonly on: string;
}

/** The two views of a teacher's timetable. */
export function TimetableTabs({ current, on }: Props) {
  return (
    <Switches
      label={t('timetable.views')}
      current={current}
      choices={[
        { key: 'mine', title: t('timetable.mine'), href: weekHref({ kind: 'mine' }, on) },
        { key: 'classes', title: t('timetable.classes'), href: `/journal/classes?on=${on}` },
      ]}
    />
  );
}
