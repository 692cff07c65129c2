import type { EntityUpdate } from '@/shared/stream/wire';
import { readNumberOf } from './summary';
import type { World } from './world';

/**
 * Return the chat of which the server computes something that this update has changed: my permissions, by its rights and
 * my membership; the mentions that it has counted, by an earlier message that was deleted or edited.
 */
export function affectedChat({ me, chats }: World, update: EntityUpdate): string | undefined {
  switch (update.kind) {
    case 'chat':
      return update.value.id;
    case 'member':
      return update.value.profile_id === me.id && update.value.is_present ? update.value.chat_id : undefined;
    case 'message': {
      const { chat_id, number, deleted_at, edited_at } = update.value;
      const chat = chats.get(chat_id);
      if (!chat || (deleted_at === null && edited_at === null)) return undefined;
      const { counted, upTo } = chat.mentions;
      return counted > 0 && number <= upTo && number > readNumberOf(chat) ? chat_id : undefined;
    }
    default:
      return undefined;
  }
}
