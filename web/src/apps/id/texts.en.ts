import api from '@/shared/i18n/texts/en/api.json';
import id from '@/shared/i18n/texts/en/id.json';
import linking from '@/shared/i18n/texts/en/linking.json';
import people from '@/shared/i18n/texts/en/people.json';
import person from '@/shared/i18n/texts/en/person.json';
import ui from '@/shared/i18n/texts/en/ui.json';

/** The texts of this page. */
export default { ...api, ...id, ...linking, ...people, ...person, ...ui };
