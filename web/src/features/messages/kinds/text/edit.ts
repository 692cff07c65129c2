import type { Draft } from '@/data/messenger/outbox-item';
import type { SentKind } from '@/data/messenger/sent-kinds';
import { api } from '@/shared/api/client';
import type { MessageRead } from '@/shared/api/schema';

type Content = Readonly<Pick<MessageRead, 'text' | 'entities'>>;
type EditBody = Content & { readonly messageId: string };

/** How an edit of a text is sent. */
export const sentEdit: SentKind<EditBody> = {
  name: 'edit',
  look: ({ text, entities }) => ({ text, entities }),
  send: async ({ messageId, text, entities }, { chatId, signal }) => {
    const path = { chat_id: chatId, message_id: messageId };
    const { data } = await api.PATCH('/api/chats/{chat_id}/messages/{message_id}', {
      params: { path },
      body: { text, entities },
      signal,
    });
    return data;
  },
};

/** Return the edit of a message, for the outbox. */
export function editOf(
  { id }: Pick<MessageRead, 'id'>,
  content: Readonly<{ text: string; entities: Readonly<Content['entities']> }>,
): Draft {
  const body: EditBody = { messageId: id, text: content.text, entities: [...content.entities] };
  return { kind: sentEdit.name, body, edits: id };
}
