import type api from './texts/ru/api.json';
import type attendance from './texts/ru/attendance.json';
import type board from './texts/ru/board.json';
import type call from './texts/ru/call.json';
import type chats from './texts/ru/chats.json';
import type composer from './texts/ru/composer.json';
import type id from './texts/ru/id.json';
import type join from './texts/ru/join.json';
import type journal from './texts/ru/journal.json';
import type lesson from './texts/ru/lesson.json';
import type linking from './texts/ru/linking.json';
import type messages from './texts/ru/messages.json';
import type notifications from './texts/ru/notifications.json';
import type office from './texts/ru/office.json';
import type people from './texts/ru/people.json';
import type person from './texts/ru/person.json';
import type ringing from './texts/ru/ringing.json';
import type search from './texts/ru/search.json';
import type settings from './texts/ru/settings.json';
import type sync from './texts/ru/sync.json';
import type timetable from './texts/ru/timetable.json';
import type ui from './texts/ru/ui.json';

type Catalogues = typeof api &
  typeof board &
  typeof call &
  typeof chats &
  typeof composer &
  typeof id &
  typeof join &
  typeof journal &
  typeof linking &
  typeof messages &
  typeof people &
  typeof person &
  typeof ringing &
  typeof search &
  typeof settings &
  typeof sync &
  typeof attendance &
  typeof lesson &
  typeof notifications &
  typeof office &
  typeof timetable &
  typeof ui;

/** Every text of the interface; a key that is not in the Russian catalogue does not compile. */
export type TextKey = keyof Catalogues & string;
