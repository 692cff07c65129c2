import { Button } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { dayKey } from '@/shared/i18n/time';
import { BirthField } from '@/shared/person/BirthField';
import { NameFields } from '@/shared/person/NameFields';
import { SexField } from '@/shared/person/SexField';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import { type Draft, isComplete } from '../model/draft';
import type { Part } from './CheckScreen';
import { ProfileNumber } from './ProfileNumber';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly progress: Progress | undefined;
  /** True if the journal has filled in a part. */
  readonly isFilled: boolean;
  /** The part to change, which takes the focus. */
  readonly part: Part;
  readonly onBack: () => void;
  readonly onNotMine: () => void;
}

/** Names, birth date and sex of the new profile. */
export function DetailsScreen({ draft, onChange, progress, isFilled, part, onBack, onNotMine }: Props) {
  const [isTried, setIsTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isComplete(draft)) onChange({ ...draft, page: 'check' });
  };
  return (
    <StepScreen
      title={t('id.details.title')}
      hint={
        <>
          {t(isFilled ? 'id.details.filled' : 'id.details.hint')}{' '}
          <ProfileNumber phone={draft.phone} onNotMine={onNotMine} />
        </>
      }
      onBack={onBack}
      progress={progress}
    >
      <form onSubmit={submit} noValidate className={forms['form']}>
        <NameFields
          name={draft}
          onChange={(name) => onChange({ ...draft, ...name })}
          showsProblems={isTried}
          takesFocus={part === 'names'}
        />
        <BirthField
          value={draft.birth_on}
          onChange={(birth_on) => onChange({ ...draft, birth_on })}
          showsProblems={isTried}
          today={dayKey(new Date(serverNow()))}
          takesFocus={part === 'birth'}
        />
        <SexField
          value={draft.sex}
          onChange={(sex) => onChange({ ...draft, sex })}
          showsProblems={isTried}
          takesFocus={part === 'sex'}
        />
        <Button type="submit" size="l" stretched>
          {t('id.continue')}
        </Button>
      </form>
    </StepScreen>
  );
}
