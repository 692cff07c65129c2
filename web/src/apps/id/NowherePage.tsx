import { t } from '@/shared/i18n/text';
import { Nowhere } from '@/shared/ui/Nowhere';
import { Stage } from '@/shared/ui/Stage';

/** The page for unknown addresses. */
export function NowherePage() {
  return (
    <Stage section={t('id.section')} home="/id">
      <Nowhere home="/id" />
    </Stage>
  );
}
