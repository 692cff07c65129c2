import api from '@/shared/i18n/texts/en/api.json';
import attendance from '@/shared/i18n/texts/en/attendance.json';
import id from '@/shared/i18n/texts/en/id.json';
import journal from '@/shared/i18n/texts/en/journal.json';
import lesson from '@/shared/i18n/texts/en/lesson.json';
import linking from '@/shared/i18n/texts/en/linking.json';
import notifications from '@/shared/i18n/texts/en/notifications.json';
import office from '@/shared/i18n/texts/en/office.json';
import people from '@/shared/i18n/texts/en/people.json';
import person from '@/shared/i18n/texts/en/person.json';
import timetable from '@/shared/i18n/texts/en/timetable.json';
import ui from '@/shared/i18n/texts/en/ui.json';

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
