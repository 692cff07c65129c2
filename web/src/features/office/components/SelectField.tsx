import { NativeSelect } from '@vkontakte/vkui';
import { Field } from '@/shared/person/Field';

interface Option {
  readonly value: string;
  readonly title: string;
  /** It cannot be chosen; the title says why. */
  readonly isBusy?: boolean;
}

interface Props {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly Option[];
  /** The text while nothing is chosen; without it the first option is chosen. */
  readonly empty?: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A select field. */
export function SelectField({ label, name, value, options, empty, error, onChange }: Props) {
  return (
    <Field label={label} error={error}>
      {({ id, slotProps }) => (
        <NativeSelect
          id={id}
          name={name}
          value={value}
          slotProps={{ select: slotProps.input }}
          onChange={({ target }) => onChange(target.value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isBusy}>
              {option.title}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}
