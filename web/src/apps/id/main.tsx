import { makeQueryClient } from '@/shared/api/query-client';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { startApp } from '@/shared/ui/start';
import ru from './texts.ru';

function Page() {
  return <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />;
}

void startApp(<Page />, { ru, en: () => import('./texts.en') }, makeQueryClient());
