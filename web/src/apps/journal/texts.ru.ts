import api from '@/shared/i18n/texts/ru/api.json';
import id from '@/shared/i18n/texts/ru/id.json';
import journal from '@/shared/i18n/texts/ru/journal.json';
import linking from '@/shared/i18n/texts/ru/linking.json';
import people from '@/shared/i18n/texts/ru/people.json';
import person from '@/shared/i18n/texts/ru/person.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** What this page can say. */
export default { ...api, ...id, ...journal, ...linking, ...people, ...person, ...ui };
