import { isRefusal } from '@/shared/api/refusal';
import { wordsOf } from '@/shared/api/words';
import { fullName, type Names } from '@/shared/i18n/names';
import { t } from '@/shared/i18n/text';
import { dayInWords, weekdayNamed } from '@/shared/school/days';

const CONFLICTS = ['teacher_busy', 'class_busy', 'classroom_busy', 'subgroup_busy'] as const;

/** Tell why the office's wish was refused: of a conflict, who or what is busy, where and when. */
export function refusalInWords(failure: unknown): string {
  if (!isRefusal(failure, ...CONFLICTS)) return wordsOf(failure);
  const { facts } = failure;
  const words = (fact: string) => (typeof facts[fact] === 'string' ? facts[fact] : '');
  const code = CONFLICTS.find((each) => each === failure.code) ?? 'class_busy';
  return t(`office.conflict.${code}`, {
    who: isName(facts['who']) ? fullName(facts['who']) : '',
    classroom: words('classroom'),
    class: words('class_title') || words('class'),
    subject: words('subject'),
    day: dayOf(facts),
    number: failure.count('number') ?? 0,
  });
}

function dayOf({ on, weekday }: Readonly<Record<string, unknown>>): string {
  if (typeof on === 'string') return dayInWords(on);
  return typeof weekday === 'number' ? weekdayNamed(weekday) : '';
}

function isName(value: unknown): value is Names {
  return typeof value === 'object' && value !== null && 'last_name' in value && 'first_name' in value;
}
