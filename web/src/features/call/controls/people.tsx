import { Icon24UsersOutline } from '@vkontakte/icons';
import { panel } from '../panels/people';
import type { CallControl } from './control';

/** It counts the raised hands and the people in the lobby. */
export const control: CallControl = {
  name: 'people',
  group: 'lesson',
  place: 50,
  label: 'call.people',
  does: ['call.peopleOn', 'call.peopleOff'],
  sign: [Icon24UsersOutline, Icon24UsersOutline],
  count: ({ snapshot: { people, roster } }) =>
    people.filter(({ hand }) => hand > 0).length + roster.knocks.size,
  panel,
};
