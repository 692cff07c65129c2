import type { SentKind } from '@/data/messenger/sent-kinds';
import { api } from '@/shared/api/client';
import type { MessageRead } from '@/shared/api/schema';

/** What a text says in the outbox. */
export type TextBody = Pick<MessageRead, 'text' | 'entities' | 'reply_to'>;

const LONGEST_QUOTE = 120;

/** How texts are sent. */
export const sentText: SentKind<TextBody> = {
  name: 'text',
  look: (body) => body,
  withoutReply: (body) => ({ ...body, reply_to: null }),
  send: async ({ text, entities, reply_to }, { chatId, clientId, files, signal }) => {
    const { data } = await api.POST('/api/chats/{chat_id}/messages', {
      params: { path: { chat_id: chatId } },
      body: {
        client_id: clientId,
        text,
        entities,
        reply_to: reply_to?.id ?? null,
        mentions: [],
        mentions_all: false,
        files: [...files],
      },
      signal,
    });
    return data;
  },
};

/** Return what a text says that replies to this message, or to none; of one that is not known it quotes nothing. */
export function textBody(
  { text, entities }: { readonly text: string; readonly entities: Readonly<MessageRead['entities']> },
  replyTo: Pick<MessageRead, 'id' | 'number'> | undefined,
  known: MessageRead | undefined,
): TextBody {
  const body = { text, entities: [...entities] };
  if (!replyTo) return { ...body, reply_to: null };
  const { id, number } = replyTo;
  const quote = known ? quoteOf(known) : { author_id: null, text: '', is_deleted: false };
  return { ...body, reply_to: { ...quote, id, number } };
}

function quoteOf({ author_id, text, deleted_at }: MessageRead) {
  return { author_id, text: text.slice(0, LONGEST_QUOTE), is_deleted: deleted_at !== null };
}
