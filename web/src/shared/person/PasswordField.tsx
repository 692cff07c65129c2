import { Icon24HideOutline, Icon24ViewOutline } from '@vkontakte/icons';
import { Input } from '@vkontakte/vkui';
import { type Ref, useState } from 'react';
import { t } from '../i18n/text';
import { IconButton } from '../ui/IconButton';
import { Field } from './Field';

interface Props {
  readonly label: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly takesFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A password, which can be shown while it is typed. */
export function PasswordField({
  label,
  error,
  value,
  onChange,
  autoComplete,
  takesFocus = false,
  inputRef,
}: Props) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} error={error}>
      {(ties) => (
        <Input
          {...ties}
          getRef={inputRef}
          type={isShown ? 'text' : 'password'}
          name="password"
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={takesFocus}
          maxLength={256}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          after={
            <IconButton
              label={t('person.password.show')}
              aria-pressed={isShown}
              onClick={() => setIsShown(!isShown)}
            >
              {isShown ? <Icon24HideOutline /> : <Icon24ViewOutline />}
            </IconButton>
          }
        />
      )}
    </Field>
  );
}
