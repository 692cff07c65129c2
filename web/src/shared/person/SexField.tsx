import { FormItem, Radio } from '@vkontakte/vkui';
import { useId } from 'react';
import { t } from '../i18n/text';
import styles from './fields.module.css';

export type Sex = 'male' | 'female';

interface Props {
  readonly value: Sex | '';
  readonly onChange: (sex: Sex) => void;
  readonly showsProblems: boolean;
  readonly takesFocus?: boolean;
}

const SEXES = ['female', 'male'] as const;

/** Female or male. */
export function SexField({ value, onChange, showsProblems, takesFocus = false }: Props) {
  const id = useId();
  const isMissing = showsProblems && value === '';
  return (
    <FormItem
      noPadding
      top={t('person.sex')}
      topId={`${id}-label`}
      status={isMissing ? 'error' : 'default'}
      bottom={isMissing && t('person.sex.missing')}
      bottomId={`${id}-below`}
    >
      <div role="radiogroup" aria-labelledby={`${id}-label`} className={styles['sexes']}>
        {SEXES.map((sex, at) => (
          <Radio
            key={sex}
            name={id}
            value={sex}
            checked={value === sex}
            autoFocus={takesFocus && at === 0}
            className={styles['sex']}
            onChange={() => onChange(sex)}
          >
            {t(`person.sex.${sex}`)}
          </Radio>
        ))}
      </div>
    </FormItem>
  );
}
