import type { ProviderRead, RegionRead } from '@/shared/api/schema';
import { useBeginLinking, useProviders, useRegions } from '../api';
import { GoScreen } from './GoScreen';
import { ProviderScreen } from './ProviderScreen';
import { RegionScreen } from './RegionScreen';
import { ResumeCard } from './ResumeCard';

/** What is chosen so far; it stands in the address, so that the browser's own «back» works. */
export interface Choice {
  readonly region?: string | undefined;
  readonly provider?: string | undefined;
}

interface Props {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly onLeave: () => void;
}

/** «Подключить дневник»: the region, its journal, and over to the journal's own sign-in. */
export function ConnectFlow({ choice, onChoose, onLeave }: Props) {
  const regions = useRegions('');
  const providers = useProviders(choice.region);
  const begin = useBeginLinking();
  const region: RegionRead | undefined = regions.data?.find(({ id }) => id === choice.region);
  const provider: ProviderRead | undefined = providers.data?.find(({ id }) => id === choice.provider);

  if (provider?.is_available) {
    const go = () => {
      if (begin.isPending || begin.isSuccess) return;
      begin.mutate(provider.id, { onSuccess: ({ go_to }) => window.location.assign(go_to) });
    };
    return (
      <GoScreen
        provider={provider}
        isPending={begin.isPending || begin.isSuccess}
        failure={begin.error}
        onGo={go}
        onBack={() => onChoose({ region: choice.region })}
      />
    );
  }
  if (choice.region) {
    return (
      <ProviderScreen
        region={region?.title ?? ''}
        providers={providers}
        onChoose={(id) => onChoose({ region: choice.region, provider: id })}
        onBack={() => onChoose({})}
      />
    );
  }
  return (
    <>
      <ResumeCard />
      <RegionScreen onChoose={(id) => onChoose({ region: id })} onBack={onLeave} />
    </>
  );
}
