import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { usePageName } from '@/shared/ui/page-title';
import { Stage } from '@/shared/ui/Stage';

/** The page for unknown addresses of the journal. */
export function NowherePage() {
  usePageName(t('ui.nowhere'));
  return (
    <Stage section={t('journal.section')} home="/journal">
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </Stage>
  );
}
