import { NativeSelect } from '@vkontakte/vkui';
import { useDays } from '@/data/journal/me';
import { useRemoteLessons } from '@/features/lesson/api';
import { useChoices } from '@/features/office/api';
import { LessonsOfWeek } from '@/features/office/components/LessonsOfWeek';
import { WeeklyTimetable } from '@/features/office/components/WeeklyTimetable';
import { useWeek } from '@/features/timetable/api';
import { Switches } from '@/features/timetable/components/Switches';
import { WeekHead } from '@/features/timetable/components/WeekHead';
import { WeekSkeleton } from '@/features/timetable/components/WeekSkeleton';
import type { OfficeChoices } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { daysLater, mondayOf } from '@/shared/school/days';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Fetched } from '@/shared/ui/Fetched';
import { Nowhere } from '@/shared/ui/Nowhere';
import { useGo } from '@/shared/ui/PageLink';
import { chosenOf, type OfficeView, officeHref } from './addresses';
import frame from './Frame.module.css';

interface Props {
  readonly classId: string | undefined;
  readonly view: OfficeView;
  readonly on: string | undefined;
}

/** The office's timetable of one class: its weekly slots, or the lessons of one week. */
export function OfficePage({ classId: asked, view, on: askedDay }: Props) {
  const { today, on } = useDays(askedDay);
  const go = useGo();
  const choices = useChoices();
  const classes = choices.data?.classes ?? [];
  const shown = chosenOf(classes, asked);
  return (
    <>
      <WeekHead
        title={t('office.title')}
        switches={
          <Switches
            label={t('office.views')}
            current={view}
            choices={(['kept', 'week'] as const).map((each) => ({
              key: each,
              title: t(`office.view.${each}`),
              href: officeHref(each, shown?.id, on),
            }))}
          />
        }
        aside={
          shown && (
            <NativeSelect
              slotProps={{ select: { 'aria-label': t('office.class') } }}
              value={shown.id}
              onChange={({ target }) => go(officeHref(view, target.value, on), true)}
            >
              {classes.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </NativeSelect>
          )
        }
        on={on}
        today={today}
        hrefOf={view === 'week' ? (day) => officeHref('week', shown?.id, day) : undefined}
      />
      <div className={frame['week']}>
        <Fetched query={choices} waiting={<WeekSkeleton />} home="/journal">
          {(given) => {
            if (!shown && asked) return <Nowhere home="/journal/office" />;
            if (!shown) return <EmptyState title={t('office.noClasses')} />;
            return view === 'kept' ? (
              <WeeklyTimetable key={shown.id} classId={shown.id} choices={given} today={today} />
            ) : (
              <WeekOfClass classId={shown.id} on={on} choices={given} />
            );
          }}
        </Fetched>
      </div>
    </>
  );
}

interface WeekProps {
  readonly classId: string;
  readonly on: string;
  readonly choices: OfficeChoices;
}

function WeekOfClass({ classId, on, choices }: WeekProps) {
  const week = useWeek({ kind: 'class', id: classId }, on);
  const monday = mondayOf(on);
  const remotes = useRemoteLessons(monday, daysLater(monday, 7));
  const remoteIds = new Set(remotes.data?.filter(({ state }) => state !== 'none').map(({ id }) => id));
  return (
    <Fetched query={week} waiting={<WeekSkeleton />} home="/journal">
      {(data) => (
        <LessonsOfWeek classId={classId} week={data} on={on} choices={choices} remoteIds={remoteIds} />
      )}
    </Fetched>
  );
}
