import { execute } from './database.ts';

interface Given {
  /** How many messages. */
  readonly count: number;
  /** How many of them the others have not read. */
  readonly unread: number;
  /** A reply: its number, and the number of what it quotes. */
  readonly reply: { readonly number: number; readonly to: number };
}

/** The words of the message with this number; a few lines at most, each message of another height. */
export function wordsOf(number: number): string {
  return `Сообщение №${number}.`;
}

const FILL = `
WITH place AS (SELECT id, last_number FROM chat WHERE id = $1::uuid),
  moved AS (UPDATE stream SET seq = seq + 1 WHERE id = $1::uuid RETURNING seq),
  counted AS (UPDATE chat SET last_number = $2::text::bigint WHERE id = $1::uuid),
  read AS (UPDATE member SET sent_number = $2::text::bigint - $3::text::bigint WHERE chat_id = $1::uuid)
INSERT INTO message (id, chat_id, number, author_id, kind, text, entities, mentions, mentions_all, has_files,
                     has_reactions, sent_at, changed_seq)
SELECT gen_random_uuid(), place.id, number, $4::uuid, 'TEXT',
       'Сообщение №' || number || '.' || repeat(' Ещё немного слов об этом.', (number * 7 % 11)::int),
       '[]', '{}', false, false, false,
       now() - ($2::text::bigint - number) * interval '1 minute', moved.seq
FROM place, moved, generate_series(place.last_number + 1, $2::text::bigint) AS number`;

const QUOTE = `
UPDATE message SET reply_to_id = (SELECT id FROM message WHERE chat_id = $1::uuid AND number = $3::text::bigint)
WHERE chat_id = $1::uuid AND number = $2::text::bigint`;

/** Fill a chat with messages of one author up to a number, in seconds; who has it open must read it again. */
export async function fillHistory(chatId: string, authorId: string, { count, unread, reply }: Given): Promise<void> {
  await execute(FILL, chatId, `${count}`, `${unread}`, authorId);
  await execute(QUOTE, chatId, `${reply.number}`, `${reply.to}`);
}
