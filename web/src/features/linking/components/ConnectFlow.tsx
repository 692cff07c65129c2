import type { ProviderRead, RegionRead } from '@/shared/api/schema';
import type { Choice } from '@/shared/school/connect';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useBeginLinking, useLinks, useProviders, useRegions } from '../api';
import { GoScreen } from './GoScreen';
import { ProviderScreen } from './ProviderScreen';
import { RegionScreen } from './RegionScreen';
import { ResumeCard } from './ResumeCard';

interface Props {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly onLeave: () => void;
}

/** «Подключить дневник»: region, journal, and the way to the journal's own sign-in. */
export function ConnectFlow({ choice, onChoose, onLeave }: Props) {
  const regions = useRegions('');
  const providers = useProviders(choice.region);
  const links = useLinks();
  const begin = useBeginLinking(choice.returnTo);
  const region: RegionRead | undefined = regions.data?.find(({ id }) => id === choice.region);
  const provider: ProviderRead | undefined = providers.data?.find(({ id }) => id === choice.provider);

  if (provider?.is_available) {
    if (links.isPending) return <TextSkeleton rows={5} />;
    const go = () => {
      if (begin.isPending || begin.isSuccess) return;
      begin.mutate(provider.id);
    };
    return (
      <GoScreen
        provider={provider}
        linkedSchool={links.data?.find((link) => link.is_active && link.provider.id === provider.id)?.school}
        isPending={begin.isPending || begin.isSuccess}
        failure={begin.error}
        onGo={go}
        onBack={() => onChoose({ ...choice, provider: undefined })}
      />
    );
  }
  if (choice.region) {
    return (
      <ProviderScreen
        region={region?.title ?? ''}
        providers={providers}
        onChoose={(id) => onChoose({ ...choice, provider: id })}
        onBack={() => onChoose({ returnTo: choice.returnTo })}
      />
    );
  }
  return (
    <>
      <ResumeCard returnTo={choice.returnTo} />
      <RegionScreen onChoose={(id) => onChoose({ region: id, returnTo: choice.returnTo })} onBack={onLeave} />
    </>
  );
}
