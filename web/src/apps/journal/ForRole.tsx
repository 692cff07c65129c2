import { Icon56LockOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { PropsWithChildren } from 'react';
import { useMe } from '@/data/journal/me';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { PageLink } from '@/shared/ui/PageLink';
import { type Section, sectionsOf } from './sections';

/** A section for those who have it; others are told so, and led to the first page. */
export function ForRole({
  section,
  children,
}: PropsWithChildren<{ readonly section: Exclude<Section, 'home'> }>) {
  const { roles } = useMe();
  if (sectionsOf(roles).includes(section)) return children;
  return (
    <EmptyState
      icon={<Icon56LockOutline />}
      title={t('journal.notYours')}
      hint={t(`journal.notYours.${section}`)}
      action={
        <Button Component={PageLink} href="/journal" size="l" mode="secondary">
          {t('ui.toFirstPage')}
        </Button>
      }
    />
  );
}
