import { Input } from '@vkontakte/vkui';
import { t } from '../i18n/text';
import { Field } from './Field';
import styles from './fields.module.css';
import { nameProblem } from './names';
import { nameProblemText } from './problem-text';

/** The three parts of a name, as typed. */
export interface TypedName {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string;
}

interface Props {
  readonly name: TypedName;
  readonly onChange: (name: TypedName) => void;
  /** True after the first attempt to submit. */
  readonly showsProblems: boolean;
  readonly takesFocus?: boolean;
}

const PARTS = [
  { part: 'last_name', label: 'person.lastName', autoComplete: 'family-name', isRequired: true },
  { part: 'first_name', label: 'person.firstName', autoComplete: 'given-name', isRequired: true },
  { part: 'patronymic', label: 'person.patronymic', autoComplete: 'additional-name', isRequired: false },
] as const;

/** True if the name is valid. */
export function isNameGood({ last_name, first_name, patronymic }: TypedName): boolean {
  return !nameProblem(last_name) && !nameProblem(first_name) && !nameProblem(patronymic, false);
}

/** Last name, first name and patronymic. */
export function NameFields({ name, onChange, showsProblems, takesFocus = false }: Props) {
  return (
    <div className={styles['fields']}>
      {PARTS.map(({ part, label, autoComplete, isRequired }, at) => {
        const problem = showsProblems ? nameProblem(name[part], isRequired) : undefined;
        return (
          <Field key={part} label={t(label)} error={problem && nameProblemText(problem)}>
            {(ties) => (
              <Input
                {...ties}
                name={part}
                value={name[part]}
                autoComplete={autoComplete}
                autoCapitalize="words"
                autoFocus={takesFocus && at === 0}
                required={isRequired}
                onChange={(event) => onChange({ ...name, [part]: event.target.value })}
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}
