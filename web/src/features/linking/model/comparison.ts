import type { Intent } from '@/shared/api/schema';

/** A line of the comparison of profile and account. */
export interface Line {
  readonly field: 'last_name' | 'first_name' | 'patronymic';
  readonly profile: string;
  readonly account: string;
  readonly differs: boolean;
}

/** What differs though neither side shows it: dates are not told to the other side. */
export type Hidden = 'birth_on' | 'sex' | 'other';

const NAME = ['last_name', 'first_name', 'patronymic'] as const;

/** Give the names of both sides line by line; a patronymic that neither side has is left out. */
export function linesOf({ profile, account, differences }: Intent): readonly Line[] {
  if (!profile || !account) return [];
  return NAME.map((field) => ({
    field,
    profile: profile.name[field] ?? '',
    account: account.name[field] ?? '',
    differs: differences.includes(field),
  })).filter((line) => line.profile || line.account);
}

/** Give the differences that have no line. */
export function hiddenDifferences({ differences }: Intent): readonly Hidden[] {
  const rest = differences.filter((field) => !NAME.some((name) => name === field));
  return [...new Set(rest.map((field) => (field === 'birth_on' || field === 'sex' ? field : 'other')))];
}
