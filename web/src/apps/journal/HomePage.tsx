import { useMe } from '@/data/journal/me';
import { useHome } from '@/features/journal/api';
import { Home } from '@/features/journal/components/Home';
import { addressed } from '@/features/journal/model/parts';
import { LinkBanner } from '@/features/linking/components/LinkBanner';
import { LookChoices } from '@/features/looks/LookChoices';
import { t } from '@/shared/i18n/text';
import styles from './HomePage.module.css';
import { Today } from './Today';
import { useLink } from './useLink';

/** The first page after signing in to the journal. */
export function HomePage() {
  const me = useMe();
  const { link, isPending } = useLink();
  const { isPending: isPendingHome } = useHome();
  return (
    <div className={styles['content']}>
      <h1 className={styles['title']}>{t('journal.hello', { name: addressed(me) })}</h1>
      {!me.link && <LinkBanner isPending={isPending} onLink={() => link()} />}
      <Today />
      <Home />
      {/* Below what is still coming it would be pushed down. */}
      {!isPendingHome && <LookChoices />}
    </div>
  );
}
