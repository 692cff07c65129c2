import { useQueries, useQuery } from '@tanstack/react-query';
import { useDays, useMe } from '@/data/journal/me';
import { type AnyWeek, type WeekOwner, weekQuery } from '@/data/journal/week';
import { diariesQuery } from '@/features/timetable/api';
import { nothingBecause } from '@/shared/api/errors';
import type { DiaryOwner } from '@/shared/api/schema';
import { daysLater } from '@/shared/school/days';
import { sectionsOf } from './sections';

/** What the first page shows of one owner; without weeks, why. */
export interface OwnersToday {
  readonly owner: WeekOwner;
  /** Of a diary. */
  readonly student?: DiaryOwner;
  /** This week, for a diary also the next. */
  readonly weeks: readonly AnyWeek[];
  readonly failure: Error | undefined;
}

export interface Today {
  readonly isPending: boolean;
  readonly owners: readonly OwnersToday[];
  /** Why it is not known whose diaries there are. */
  readonly failure: Error | undefined;
  readonly retry: () => void;
}

/** All that the first page shows of the day, for each of the person's roles. */
export function useToday(): Today {
  const { roles } = useMe();
  const { today } = useDays(undefined);
  const sections = sectionsOf(roles);
  const diaries = useQuery({ ...diariesQuery(), enabled: sections.includes('diary') });
  const teacher = sections.includes('timetable') ? [{ owner: { kind: 'mine' } as const, days: [today] }] : [];
  const asked = [
    ...teacher,
    ...(diaries.data ?? []).map((student) => ({
      owner: { kind: 'diary', id: student.id } as const,
      student,
      days: [today, daysLater(today, 7)],
    })),
  ];
  const each = asked.flatMap((whose) => whose.days.map((day) => ({ whose, day })));
  const weeks = useQueries({ queries: each.map(({ whose, day }) => weekQuery(whose.owner, day)) });
  const owners = asked.map((whose) => {
    const own = weeks.filter((_, at) => each[at]?.whose === whose);
    return {
      ...whose,
      weeks: own.flatMap(({ data }) => data ?? []),
      failure: own.map(nothingBecause).find((failure) => failure !== undefined),
    };
  });
  const all = [...(sections.includes('diary') ? [diaries] : []), ...weeks];
  return {
    isPending: all.some((query) => query.isPending && !nothingBecause(query)),
    owners,
    failure: sections.includes('diary') ? nothingBecause(diaries) : undefined,
    retry: () => {
      for (const query of all) if (nothingBecause(query)) void query.refetch();
    },
  };
}
