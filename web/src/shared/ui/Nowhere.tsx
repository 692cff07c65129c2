import { Icon56SearchOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '../i18n/text';
import { EmptyState } from './EmptyState';
import { usePageName } from './page-title';

/** Shown at an address where there is nothing for this person, with the way to the first page. */
export function Nowhere({ home }: { readonly home: string }) {
  usePageName(t('ui.nowhere'));
  return (
    <EmptyState
      icon={<Icon56SearchOutline />}
      title={t('ui.nowhere')}
      hint={t('ui.nowhereHint')}
      action={
        <Button Component="a" href={home} size="l" mode="secondary">
          {t('ui.toFirstPage')}
        </Button>
      }
    />
  );
}
