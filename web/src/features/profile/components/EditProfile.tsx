import { Button } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import type { ProfileRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { dayKey } from '@/shared/i18n/time';
import { BirthField } from '@/shared/person/BirthField';
import { isNameGood, NameFields } from '@/shared/person/NameFields';
import { tidyName } from '@/shared/person/names';
import { SexField } from '@/shared/person/SexField';
import forms from '@/shared/ui/forms.module.css';
import { Dialog } from '@/shared/ui/Modals';
import { useProfileActs } from '../api';

interface Props {
  readonly profile: ProfileRead;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The dialog that changes name, birth date and sex while no school has confirmed them. */
export function EditProfile({ profile, isOpen, onClose }: Props) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('id.profile.edit')}>
      <EditForm profile={profile} onDone={onClose} />
    </Dialog>
  );
}

function EditForm({ profile, onDone }: { profile: ProfileRead; onDone: () => void }) {
  const { change } = useProfileActs();
  const [name, setName] = useState({ ...profile.name, patronymic: profile.name.patronymic ?? '' });
  const [birth, setBirth] = useState(profile.birth_on);
  const [sex, setSex] = useState(profile.sex);
  const [isTried, setIsTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isNameGood(name) || !birth || change.isPending) return;
    change.mutate(
      {
        last_name: tidyName(name.last_name),
        first_name: tidyName(name.first_name),
        patronymic: tidyName(name.patronymic) || null,
        birth_on: birth,
        sex,
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form onSubmit={submit} noValidate className={forms['form']} style={{ paddingTop: 16 }}>
      <NameFields name={name} onChange={setName} showsProblems={isTried} takesFocus />
      <BirthField
        value={birth}
        onChange={setBirth}
        showsProblems={isTried}
        today={dayKey(new Date(serverNow()))}
      />
      <SexField value={sex} onChange={setSex} showsProblems={isTried} />
      {change.error && (
        <p role="alert" className={forms['error']}>
          {isApiError(change.error, 'confirmed_by_school')
            ? t('id.profile.confirmed')
            : errorText(change.error)}
        </p>
      )}
      <Button type="submit" size="l" stretched loading={change.isPending}>
        {t('id.save')}
      </Button>
    </form>
  );
}
