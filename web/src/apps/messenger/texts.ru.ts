import api from '@/shared/i18n/texts/ru/api.json';
import sync from '@/shared/i18n/texts/ru/sync.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** What this page can say. */
export default { ...api, ...sync, ...ui };
