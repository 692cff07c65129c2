import { Input } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly min?: string;
  readonly isAsked: boolean;
  readonly onChange: (value: string) => void;
}

/** A date field. */
export function DayField({ label, value, min, isAsked, onChange }: Props) {
  return (
    <Field label={label} error={isAsked && !value ? t('office.missing') : undefined}>
      {(ties) => (
        <Input
          {...ties}
          type="date"
          value={value}
          min={min}
          required
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
