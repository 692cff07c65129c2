import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { fullName, type Names } from '@/shared/person/person';
import { dayInWords, weekdayNamed } from '@/shared/school/days';

const CONFLICTS = ['teacher_busy', 'class_busy', 'classroom_busy', 'subgroup_busy'] as const;

type Extra = Readonly<Record<string, unknown>>;

/** Return the texts of an error of the office; of conflicts, who or what is busy and when, all of them at once. */
export function officeErrorTexts(failure: unknown): readonly string[] {
  if (!isApiError(failure, ...CONFLICTS)) return [errorText(failure)];
  const { code, extra } = failure;
  const all = Array.isArray(extra['conflicts']) ? extra['conflicts'] : [{ ...extra, code }];
  return all.map(conflictText);
}

function conflictText(extra: Extra): string {
  const words = (field: string) => (typeof extra[field] === 'string' ? extra[field] : '');
  const code = CONFLICTS.find((each) => each === extra['code']) ?? 'class_busy';
  return t(`office.conflict.${code}`, {
    who: isName(extra['who']) ? fullName(extra['who']) : '',
    classroom: words('classroom'),
    class: words('class_title') || words('class'),
    subject: words('subject'),
    day: dayOf(extra),
    number: typeof extra['number'] === 'number' ? extra['number'] : 0,
  });
}

function dayOf({ on, weekday }: Extra): string {
  if (typeof on === 'string') return dayInWords(on);
  return typeof weekday === 'number' ? weekdayNamed(weekday) : '';
}

function isName(value: unknown): value is Names {
  return typeof value === 'object' && value !== null && 'last_name' in value && 'first_name' in value;
}
