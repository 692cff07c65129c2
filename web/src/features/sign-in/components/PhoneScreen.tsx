import { Button, Input } from '@vkontakte/vkui';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import { isWholePhone, maskPhone, plainPhone } from '../model/phone';
import type { Way } from '../model/screen';

interface Props {
  readonly acts: SignInActs;
  readonly progress: Progress | undefined;
  readonly way: Way;
  /** The number typed before, to be corrected. */
  readonly given: string;
  /** The reason for the sign-in, where it is not obvious. */
  readonly reason: string | undefined;
  /** Called with what is typed. */
  readonly onGive: (phone: string) => void;
  readonly onBack: (() => void) | undefined;
}

/** The phone number: one field, any notation. */
export function PhoneScreen({ acts: { begin }, progress, way, given, reason, onGive, onBack }: Props) {
  const [typed, setTyped] = useState(() => maskPhone(given));
  const [isTried, setIsTried] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The mask changes the text; the caret must be moved before painting.
  useLayoutEffect(() => {
    if (document.activeElement === input.current) {
      input.current?.setSelectionRange(typed.caret, typed.caret);
    }
  }, [typed]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isWholePhone(typed.text)) return input.current?.focus();
    if (!begin.isPending) begin.mutate(plainPhone(typed.text));
  };
  return (
    <StepScreen
      title={t(way === 'create' ? 'id.start.create' : 'id.phone.title')}
      hint={reason ?? t('id.phone.hint')}
      progress={progress}
      onBack={onBack}
    >
      <form onSubmit={submit} noValidate className={forms['form']}>
        <Field label={t('id.phone.label')} error={isTried ? problemOf(typed.text, begin.error) : undefined}>
          {(ties) => (
            <Input
              {...ties}
              getRef={input}
              type="tel"
              name="phone"
              inputMode="tel"
              autoComplete="tel"
              autoFocus
              placeholder={t('id.phone.example')}
              value={typed.text}
              onChange={(event) => {
                begin.reset();
                setIsTried(false);
                const next = maskPhone(event.target.value, event.target.selectionStart ?? undefined);
                setTyped(next);
                onGive(next.text);
              }}
            />
          )}
        </Field>
        <Button type="submit" size="l" stretched loading={begin.isPending}>
          {t('id.continue')}
        </Button>
      </form>
      <p className={forms['note']}>{t('id.phone.note')}</p>
    </StepScreen>
  );
}

function problemOf(phone: string, failure: unknown): string | undefined {
  if (!isWholePhone(phone)) return t('id.phone.incomplete');
  if (!failure) return undefined;
  return isApiError(failure, 'bad_phone', 'malformed') ? t('id.phone.bad') : errorText(failure);
}
