import api from '@/shared/i18n/texts/ru/api.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** What this page can say. */
export default { ...api, ...ui };
