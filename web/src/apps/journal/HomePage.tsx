import { useMe } from '@/data/journal/me';
import { useHome } from '@/features/journal/api';
import { Home } from '@/features/journal/components/Home';
import { addressed } from '@/features/journal/model/parts';
import { LinkBanner } from '@/features/linking/components/LinkBanner';
import { LookChoices } from '@/features/looks/LookChoices';
import { nothingBecause } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import styles from './HomePage.module.css';
import { Today } from './Today';
import { useLink } from './useLink';
import { useToday } from './useToday';

/** The first page after signing in to the journal. */
export function HomePage() {
  const me = useMe();
  const { link, isPending } = useLink();
  const today = useToday();
  const home = useHome();
  return (
    <div className={styles['content']}>
      <h1 className={styles['title']}>{t('journal.hello', { name: addressed(me) })}</h1>
      {!me.link && <LinkBanner isPending={isPending} onLink={() => link()} />}
      {/* Together: what is below something still coming would be pushed down. */}
      {today.isPending || (home.isPending && !nothingBecause(home)) ? (
        <TextSkeleton rows={8} />
      ) : (
        <>
          <Today today={today} />
          <Home />
          <LookChoices />
        </>
      )}
    </div>
  );
}
