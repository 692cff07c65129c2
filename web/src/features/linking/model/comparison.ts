import type { LinkRequestRead } from '@/shared/api/schema';

/** A line of the comparison of profile and account. */
export interface Line {
  readonly field: 'last_name' | 'first_name' | 'patronymic';
  readonly profile: string;
  readonly account: string;
  readonly differs: boolean;
}

const NAME = ['last_name', 'first_name', 'patronymic'] as const;

/** Return the names of both sides line by line; a patronymic that both lack is omitted. */
export function linesOf({ profile, account, mismatches }: LinkRequestRead): readonly Line[] {
  if (!profile || !account) return [];
  return NAME.map((field) => ({
    field,
    profile: profile.name[field] ?? '',
    account: account.name[field] ?? '',
    differs: mismatches.includes(field),
  })).filter((line) => line.profile || line.account);
}

/** True if the birth dates differ; neither side sees the other's. */
export function birthsDiffer({ mismatches }: LinkRequestRead): boolean {
  return mismatches.includes('birth_on');
}
