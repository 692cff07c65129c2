import type { CallCardRead, ChatView, MemberRead, MessageRead, ProfileRead } from '../api/schema';

/** Миша Ким, a student of 7Б, the viewer in these tests. */
export const misha: ProfileRead = {
  id: 'misha',
  name: { last_name: 'Ким', first_name: 'Миша', patronymic: null },
  birth_on: '2013-05-03',
  sex: 'male',
  badges: [],
  picture: null,
  is_confirmed: true,
};

/** A message of the class chat. */
export function message(number: number, change: Partial<MessageRead> = {}): MessageRead {
  return {
    id: `message-${number}`,
    chat_id: 'class',
    number,
    client_id: `client-${number}`,
    author_id: 'anna',
    kind: 'text',
    text: `${number}`,
    entities: [],
    service: null,
    attachment: null,
    reply_to: null,
    mentions: [],
    mentions_all: false,
    files: [],
    reactions: [],
    sent_at: new Date(Date.UTC(2026, 10, 23, 9, 0, number)).toISOString(),
    edited_at: null,
    deleted_at: null,
    ...change,
  };
}

/** A call of the class chat that goes on. */
export function callCard(change: Partial<CallCardRead> = {}): CallCardRead {
  return {
    id: 'call',
    chat_id: 'class',
    title: '',
    state: 'open',
    end_reason: null,
    starts_at: null,
    opened_at: '2026-11-23T09:00:00Z',
    ended_at: null,
    present: 3,
    ...change,
  };
}

/** The message of the class chat that carries the call. */
export function callMessage(number: number, title = ''): MessageRead {
  return message(number, {
    kind: 'card',
    text: '',
    attachment: { kind: 'call_card', id: 'call', text: { title } },
  });
}

/** A member of the class chat. */
export function member(profileId: string, change: Partial<MemberRead> = {}): MemberRead {
  return {
    id: `member-${profileId}`,
    chat_id: 'class',
    profile_id: profileId,
    role: 'member',
    is_present: true,
    name: { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' },
    picture: null,
    badges: [],
    joined_at: '2026-09-01T05:00:00Z',
    is_writing_suspended: false,
    ...change,
  };
}

/** The class chat as the server sends it to Миша. */
export function view(seq: number, last: MessageRead | null, change: Partial<ChatView['my']> = {}): ChatView {
  const last_number = last?.number ?? 0;
  return {
    chat: {
      id: 'class',
      kind: 'group',
      source: 'class_students',
      title: '7Б',
      picture: null,
      rights: {
        invite: 'admins',
        change: 'admins',
        mention_all: 'admins',
        see_link: 'admins',
        call: 'admins',
        promote: 'owner',
        pin: 'admins',
        write: 'all',
      },
      is_closed: true,
      is_archived: false,
      created_at: '2026-09-01T05:00:00Z',
      members_count: 2,
    },
    my: {
      role: 'member',
      read_number: 0,
      unread: last_number,
      silent_numbers: [],
      unread_mentions: 0,
      is_marked_unread: false,
      muted_until: null,
      draft: '',
      may: ['write', 'react', 'see_readers'],
      ...change,
    },
    seq,
    last_number,
    last_message: last,
    last_attachment: null,
    other: null,
    last_author: last ? member('anna') : null,
    read_by_others: 0,
  };
}
