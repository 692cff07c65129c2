import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Stage } from '@/shared/ui/Stage';

/** What stands where there is no page. */
export function NowherePage() {
  return (
    <Stage section={t('id.section')} home="/id">
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </Stage>
  );
}
