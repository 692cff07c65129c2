import { FormItem, Input, NativeSelect } from '@vkontakte/vkui';
import { useId, useState } from 'react';
import { t } from '../i18n/text';
import { monthNames } from '../i18n/time';
import { dateProblem, isoDate, type TypedDate, typedDate } from './birth';
import styles from './fields.module.css';

interface Props {
  /** «2014-03-05», or empty while there is none. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
  readonly showsProblems: boolean;
  readonly takesFocus?: boolean;
  /** The calendar day it is now, «2026-11-23». */
  readonly today: string;
}

/** A birth date as day, month and year: faster to enter than in a calendar. */
export function BirthField({ value, onChange, showsProblems, takesFocus = false, today }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(() => typedDate(value));
  const problem = showsProblems ? dateProblem(typed, today) : undefined;
  const status = problem ? 'error' : 'default';
  const type = (part: Partial<TypedDate>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    onChange(dateProblem(next, today) ? '' : (isoDate(next) ?? ''));
  };
  const ties = (label: string) => ({
    'aria-label': label,
    'aria-describedby': problem ? `${id}-below` : undefined,
    'aria-invalid': problem !== undefined,
  });
  return (
    <FormItem
      noPadding
      role="group"
      aria-labelledby={`${id}-label`}
      top={t('person.birth')}
      topId={`${id}-label`}
      status={status}
      bottom={problem && t(`person.birth.${problem}`)}
      bottomId={`${id}-below`}
    >
      <div className={styles['date']}>
        <Input
          slotProps={{ input: ties(t('person.day')) }}
          placeholder={t('person.day')}
          value={typed.day}
          inputMode="numeric"
          maxLength={2}
          autoComplete="bday-day"
          autoFocus={takesFocus}
          onChange={(event) => type({ day: digits(event.target.value) })}
        />
        <NativeSelect
          placeholder={t('person.month')}
          value={typed.month || null}
          slotProps={{ select: { ...ties(t('person.month')), autoComplete: 'bday-month' } }}
          onChange={(_event, month) => type({ month: String(month ?? '') })}
        >
          {monthNames().map((month, at) => (
            <option key={month} value={String(at + 1)}>
              {month}
            </option>
          ))}
        </NativeSelect>
        <Input
          slotProps={{ input: ties(t('person.year')) }}
          placeholder={t('person.year')}
          value={typed.year}
          inputMode="numeric"
          maxLength={4}
          autoComplete="bday-year"
          onChange={(event) => type({ year: digits(event.target.value) })}
        />
      </div>
    </FormItem>
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}
