import api from '@/shared/i18n/texts/ru/api.json';
import board from '@/shared/i18n/texts/ru/board.json';
import call from '@/shared/i18n/texts/ru/call.json';
import chats from '@/shared/i18n/texts/ru/chats.json';
import composer from '@/shared/i18n/texts/ru/composer.json';
import join from '@/shared/i18n/texts/ru/join.json';
import messages from '@/shared/i18n/texts/ru/messages.json';
import notifications from '@/shared/i18n/texts/ru/notifications.json';
import people from '@/shared/i18n/texts/ru/people.json';
import ringing from '@/shared/i18n/texts/ru/ringing.json';
import search from '@/shared/i18n/texts/ru/search.json';
import settings from '@/shared/i18n/texts/ru/settings.json';
import sync from '@/shared/i18n/texts/ru/sync.json';
import ui from '@/shared/i18n/texts/ru/ui.json';

/** The texts of this page. */
export default {
  ...api,
  ...board,
  ...call,
  ...chats,
  ...composer,
  ...join,
  ...messages,
  ...notifications,
  ...people,
  ...ringing,
  ...search,
  ...settings,
  ...sync,
  ...ui,
};
