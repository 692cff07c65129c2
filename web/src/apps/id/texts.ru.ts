import api from '@/shared/i18n/texts/ru/api.json';
import id from '@/shared/i18n/texts/ru/id.json';
import linking from '@/shared/i18n/texts/ru/linking.json';
import people from '@/shared/i18n/texts/ru/people.json';
import person from '@/shared/i18n/texts/ru/person.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** The texts of this page. */
export default { ...api, ...id, ...linking, ...people, ...person, ...ui };
