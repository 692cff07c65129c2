import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Radio } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import type { ProviderRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import forms from '@/shared/ui/forms.module.css';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { StepScreen } from '@/shared/ui/StepScreen';
import { placeOf } from '../model/flow';
import styles from './choices.module.css';
import { stepNames } from './stepNames';

interface Props {
  readonly region: string;
  readonly providers: UseQueryResult<ProviderRead[]>;
  readonly onChoose: (provider: string) => void;
  readonly onBack: () => void;
}

/** The choice of a journal of the region. */
export function ProviderScreen({ region, providers, onChoose, onBack }: Props) {
  const [chosen, setChosen] = useState<string>();
  const [isTried, setIsTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (chosen) onChoose(chosen);
  };
  return (
    <StepScreen
      title={t('linking.provider.title')}
      hint={region}
      onBack={onBack}
      progress={stepNames(placeOf('journal'))}
      focusesTitle
    >
      {providers.isError && <ErrorState failure={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.isPending && <TextSkeleton rows={4} />}
      {providers.data?.length === 0 && (
        <>
          <p className={styles['none']}>{t('linking.provider.none')}</p>
          <Button size="l" stretched mode="secondary" onClick={onBack}>
            {t('linking.provider.otherRegion')}
          </Button>
        </>
      )}
      {providers.data && providers.data.length > 0 && (
        <form onSubmit={submit} className={forms['form']}>
          <fieldset className={styles['options']} aria-label={t('linking.provider.title')}>
            {providers.data.map(({ id, title, schools, is_available }) => (
              <Radio
                key={id}
                name="provider"
                value={id}
                className={styles['option'] ?? ''}
                checked={chosen === id}
                disabled={!is_available}
                description={is_available ? schools : t('linking.provider.unavailable')}
                onChange={() => setChosen(id)}
              >
                {title}
              </Radio>
            ))}
          </fieldset>
          {isTried && !chosen && (
            <p role="alert" className={forms['error']}>
              {t('linking.provider.choose')}
            </p>
          )}
          <Button type="submit" size="l" stretched>
            {t('linking.continue')}
          </Button>
        </form>
      )}
    </StepScreen>
  );
}
