import api from '@/shared/i18n/texts/en/api.json';
import board from '@/shared/i18n/texts/en/board.json';
import call from '@/shared/i18n/texts/en/call.json';
import chats from '@/shared/i18n/texts/en/chats.json';
import composer from '@/shared/i18n/texts/en/composer.json';
import join from '@/shared/i18n/texts/en/join.json';
import messages from '@/shared/i18n/texts/en/messages.json';
import notifications from '@/shared/i18n/texts/en/notifications.json';
import people from '@/shared/i18n/texts/en/people.json';
import ringing from '@/shared/i18n/texts/en/ringing.json';
import search from '@/shared/i18n/texts/en/search.json';
import settings from '@/shared/i18n/texts/en/settings.json';
import sync from '@/shared/i18n/texts/en/sync.json';
import ui from '@/shared/i18n/texts/en/ui.json';

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
