import api from '@/shared/i18n/texts/ru/api.json';
import attendance from '@/shared/i18n/texts/ru/attendance.json';
import id from '@/shared/i18n/texts/ru/id.json';
import journal from '@/shared/i18n/texts/ru/journal.json';
import lesson from '@/shared/i18n/texts/ru/lesson.json';
import linking from '@/shared/i18n/texts/ru/linking.json';
import notifications from '@/shared/i18n/texts/ru/notifications.json';
import office from '@/shared/i18n/texts/ru/office.json';
import people from '@/shared/i18n/texts/ru/people.json';
import person from '@/shared/i18n/texts/ru/person.json';
import timetable from '@/shared/i18n/texts/ru/timetable.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** The texts of this page. */
export default {
  ...api,
  ...attendance,
  ...id,
  ...journal,
  ...lesson,
  ...linking,
  ...notifications,
  ...office,
  ...people,
  ...person,
  ...timetable,
  ...ui,
};
