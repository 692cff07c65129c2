import { t } from '@/shared/i18n/text';
import type { MessageKind } from '../kind';
import { Tombstone } from './Tombstone';

/** Whatever it was, it was deleted. */
export const deletedKind: MessageKind = {
  name: 'deleted',
  layout: 'row',
  View: Tombstone,
  preview: () => t('messages.deleted'),
  actions: [],
  takesReactions: false,
  joinsGroups: true,
  alert: () => undefined,
};
