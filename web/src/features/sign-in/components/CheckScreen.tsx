import { Button } from '@vkontakte/vkui';
import type { FormEvent } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { calendarDate } from '@/shared/i18n/time';
import { tidyName } from '@/shared/person/names';
import { fullName } from '@/shared/person/person';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import type { Draft } from '../model/draft';
import styles from './CheckScreen.module.css';
import { ProfileNumber } from './ProfileNumber';

/** The parts of a person's details. */
export type Part = 'names' | 'birth' | 'sex';

interface Props {
  readonly acts: SignInActs;
  readonly draft: Draft;
  readonly progress: Progress | undefined;
  readonly onEdit: (part: Part) => void;
  readonly onBack: () => void;
  readonly onNotMine: () => void;
}

/** The details, each with a way to change it; from here the profile is created. */
export function CheckScreen({ acts: { createProfile }, draft, progress, onEdit, onBack, onNotMine }: Props) {
  const answers = [
    { part: 'names', label: t('id.check.name'), value: fullName(draft) },
    { part: 'birth', label: t('person.birth'), value: draft.birth_on && calendarDate(draft.birth_on) },
    { part: 'sex', label: t('person.sex'), value: draft.sex && t(`person.sex.${draft.sex}`) },
  ] as const;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (createProfile.isPending || draft.sex === '') return;
    createProfile.mutate({
      last_name: tidyName(draft.last_name),
      first_name: tidyName(draft.first_name),
      patronymic: tidyName(draft.patronymic) || null,
      birth_on: draft.birth_on,
      sex: draft.sex,
    });
  };
  return (
    <StepScreen
      title={t('id.check.title')}
      hint={
        <>
          {t('id.check.hint')} <ProfileNumber phone={draft.phone} onNotMine={onNotMine} />
        </>
      }
      onBack={onBack}
      progress={progress}
      focusesTitle
    >
      <form onSubmit={submit} noValidate className={forms['form']}>
        <dl className={styles['list']}>
          {answers.map(({ part, label, value }) => (
            <div key={part} className={styles['row']}>
              <dt>{label}</dt>
              <dd>
                <span>{value}</span>
                <Button
                  mode="tertiary"
                  size="m"
                  aria-label={t('id.check.editOf', { what: label })}
                  onClick={() => onEdit(part)}
                >
                  {t('id.check.edit')}
                </Button>
              </dd>
            </div>
          ))}
        </dl>
        {createProfile.error && (
          <p role="alert" className={forms['error']}>
            {isApiError(createProfile.error, 'malformed', 'invalid')
              ? t('id.check.refused')
              : errorText(createProfile.error)}
          </p>
        )}
        <Button type="submit" size="l" stretched loading={createProfile.isPending}>
          {t('id.check.create')}
        </Button>
      </form>
    </StepScreen>
  );
}
