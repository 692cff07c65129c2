import api from '@/shared/i18n/texts/en/api.json';
import sync from '@/shared/i18n/texts/en/sync.json';
import ui from '@/shared/i18n/texts/en/ui.json';

/** What this page can say. */
export default { ...api, ...sync, ...ui };
