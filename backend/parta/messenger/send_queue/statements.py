"""SQL statements of the send queue: few, by set, by index.

No join with `unnest`: in a prepared statement it is planned while the table is small, and stays a sequential scan when
the table has grown. `= ANY` on an index that starts with the column stays an index scan, and so does a lookup in a
LATERAL that `OFFSET 0` keeps apart.
"""

SETTINGS = {
    "application_name": "parta send queue",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
"""Plans are made once per connection: planning was half of the database cost of a single send. They must not be those
of an empty table: every row is reached by an index from the given ids."""

LOCK = """
WITH locked AS MATERIALIZED (
  SELECT id, seq, audience_seq FROM stream WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE
)
SELECT NULL::bytea, id, seq, audience_seq FROM locked
UNION ALL
SELECT token_hash, profile_id, NULL, NULL FROM profile_session
WHERE token_hash = ANY($2::bytea[]) AND expires_at > $3 AND seen_at > $4
"""
"""Lock the streams and find the senders in one round trip: rows with a token are sessions, those without streams."""

LOAD_CONTEXT = """
SELECT
  ARRAY(
    SELECT found.member
    FROM unnest($1::uuid[], $2::uuid[]) AS wanted (chat_id, profile_id), LATERAL (
      SELECT ROW(m.chat_id, m.profile_id, m.id, m.role,
                 EXISTS (SELECT FROM writing_suspension s WHERE s.chat_id = m.chat_id AND s.profile_id = m.profile_id
                         AND (s.until IS NULL OR s.until > $6)),
                 c.kind, c.source_kind, c.is_archived, c.members_count,
                 c.last_number, c.is_closed, c.rights::text) AS member
      FROM member m JOIN chat c ON c.id = m.chat_id
      WHERE m.chat_id = wanted.chat_id AND m.profile_id = wanted.profile_id AND m.is_present
      OFFSET 0
    ) AS found
  ),
  ARRAY(
    SELECT ROW(author_id, client_id, id, fingerprint) FROM message WHERE client_id = ANY($3::uuid[])
  ),
  ARRAY(
    SELECT ROW(id, chat_id, number, author_id, left(text, 120)) FROM message
    WHERE id = ANY($4::uuid[]) AND deleted_at IS NULL
  ),
  ARRAY(
    SELECT ROW(id, uploader_id, name, media_type, size, lower(kind), width, height, preview_key IS NOT NULL,
               lower(state))
    FROM file WHERE id = ANY($5::uuid[]) AND state IN ('PENDING', 'CLEAN') FOR SHARE
  )
"""
"""Members by pairs of $1 and $2, messages sent before, messages replied to, usable files; read in one round trip, after
the streams are locked: an earlier snapshot could admit somebody who was just removed. The state of a file stays until
the commit, so that its change is published after the message."""

INSERT_BATCH = """
WITH inserted AS (
  INSERT INTO message (id, chat_id, number, changed_seq, author_id, client_id, fingerprint, kind, text, reply_to_id,
                       entities, mentions, mentions_all, has_files, has_reactions, sent_at)
  SELECT id, chat_id, number, seq, author_id, client_id, fingerprint, 'TEXT', text, reply_to_id,
         entities::jsonb, mentions::uuid[], mentions_all, has_files, false, sent_at
  FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::bytea[], $8::text[],
              $9::uuid[], $10::text[], $11::text[], $12::bool[], $13::bool[], $14::timestamptz[])
    AS new (id, chat_id, number, seq, author_id, client_id, fingerprint, text, reply_to_id,
            entities, mentions, mentions_all, has_files, sent_at)
), attached_files AS (
  INSERT INTO message_file (chat_id, message_id, index, file_id)
  SELECT * FROM unnest($19::uuid[], $20::uuid[], $21::int[], $22::uuid[])
), granted_files AS (
  INSERT INTO file_grant (file_id, scope, scope_id)
  SELECT file_id, 'chat', chat_id FROM unnest($22::uuid[], $19::uuid[]) AS sent (file_id, chat_id)
  ON CONFLICT DO NOTHING
), advanced_streams AS (
  UPDATE stream SET seq = seq + 1 WHERE id = ANY($15::uuid[])
), updated_chats AS (
  UPDATE chat SET last_number = ($16::bigint[])[array_position($15::uuid[], id)] WHERE id = ANY($15::uuid[])
)
UPDATE member SET sent_number = ($18::bigint[])[array_position($17::uuid[], id)] WHERE id = ANY($17::uuid[])
"""
"""Insert a batch in one round trip. The nth number of $16 belongs to the nth chat of $15, $18 to $17."""

INSERT_EVENT = "INSERT INTO outbox (name, payload, emitted_at) VALUES ($1, $2::jsonb, $3)"
"""Emit an event."""
