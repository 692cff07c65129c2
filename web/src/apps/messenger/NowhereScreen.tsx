import { t } from '@/shared/i18n/text';
import { Nowhere } from '@/shared/ui/Nowhere';
import { Stage } from '@/shared/ui/Stage';

/** The page for unknown addresses: nothing is around it. */
export function NowhereScreen() {
  return (
    <Stage section={t('chats.title')} home="/">
      <Nowhere home="/" />
    </Stage>
  );
}
