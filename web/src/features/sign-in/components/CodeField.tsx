import { clsx } from 'clsx';
import { useEffect, useId, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import styles from './CodeField.module.css';

interface Props {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

export const CODE_LENGTH = 6;

/** One field shown as six boxes: a code can be typed, pasted, or filled in from the message. */
export function CodeField({ value, onChange, error, isDisabled = false }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div>
      <label className={styles['label']} htmlFor={id}>
        {t('id.code.label')}
      </label>
      <div className={clsx(styles['field'], error && styles['wrong'])}>
        {Array.from({ length: CODE_LENGTH }, (_, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place
            key={at}
            aria-hidden
            className={clsx(styles['box'], at === Math.min(value.length, CODE_LENGTH - 1) && styles['next'])}
          >
            {value[at]}
          </span>
        ))}
        <input
          id={id}
          className={styles['input']}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          ref={input}
          readOnly={isDisabled}
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-below` : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, CODE_LENGTH))}
        />
      </div>
      {error && (
        <p id={`${id}-below`} role="alert" className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
