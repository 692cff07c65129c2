import { Search, SimpleCell } from '@vkontakte/vkui';
import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useRegions } from '../api';
import { placeOf } from '../model/flow';
import styles from './choices.module.css';
import { stepNames } from './stepNames';

interface Props {
  readonly onChoose: (region: string) => void;
  readonly onBack: () => void;
}

/** The choice of a region, with a search. */
export function RegionScreen({ onChoose, onBack }: Props) {
  const [query, setQuery] = useState('');
  const regions = useRegions(query.trim());
  return (
    <StepScreen
      title={t('linking.region.title')}
      hint={t('linking.region.hint')}
      onBack={onBack}
      progress={stepNames(placeOf('region'))}
    >
      <Search
        noPadding
        autoFocus
        value={query}
        placeholder={t('linking.region.search')}
        slotProps={{ input: { 'aria-label': t('linking.region.search') } }}
        onChange={(event) => setQuery(event.target.value)}
      />
      {regions.isError && <ErrorState failure={regions.error} onRetry={() => void regions.refetch()} />}
      {regions.isPending && <TextSkeleton rows={4} />}
      {regions.data?.length === 0 && (
        <p role="status" className={styles['none']}>
          {t('linking.region.none')}
        </p>
      )}
      <ul className={styles['choices']} onKeyDown={moveAmongStops} aria-label={t('linking.region.title')}>
        {regions.data?.map(({ id, title }) => (
          <li key={id}>
            <SimpleCell data-stop chevron="always" onClick={() => onChoose(id)}>
              {title}
            </SimpleCell>
          </li>
        ))}
      </ul>
    </StepScreen>
  );
}
