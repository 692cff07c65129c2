import type { CallDuty, CallPage, CallRead, CallRights, ParticipantRead } from '../api/schema';

const ALL: CallRights = {
  microphone: true,
  camera: true,
  screen: true,
  chat: true,
  board: true,
  unmute: true,
  reactions: true,
};

/** The rights of students at the start of a lesson. */
export const STUDENT_RIGHTS: CallRights = { ...ALL, screen: false, board: false };

/** The duties of the host. */
export const MAY_ALL: CallDuty[] = [
  'end',
  'mute_others',
  'remove',
  'appoint',
  'admit',
  'lock',
  'change_rights',
  'change_access',
  'spotlight',
  'invite',
  'open_board',
  'lower_hands',
];

/** The duties of everybody else. */
export const MAY_NOTHING: CallDuty[] = [];

/** The call of a lesson. */
export function lesson(change: Partial<CallRead> = {}): CallRead {
  return {
    id: 'lesson',
    chat_id: 'history',
    title: 'История, 7Б',
    state: 'open',
    is_lesson: true,
    is_dialog: false,
    starts_at: null,
    opened_at: '2026-11-23T09:00:00Z',
    ended_at: null,
    access: 'chat',
    lobby_for: 'outsiders',
    is_locked: false,
    end_reason: null,
    rights: STUDENT_RIGHTS,
    several_screens: false,
    spotlight_id: null,
    board_id: 'board',
    is_board_open: false,
    lobby_id: 'lobby',
    opens_to_all_at: null,
    closes_at: null,
    ...change,
  };
}

/** A participant of the lesson; by default a student. */
export function participant(id: string, change: Partial<ParticipantRead> = {}): ParticipantRead {
  const leads = change.role !== undefined && change.role !== 'participant';
  return {
    id,
    call_id: 'lesson',
    profile_id: `profile-${id}`,
    name: id,
    names: null,
    picture: null,
    badges: [],
    is_guest: false,
    role: 'participant',
    state: 'admitted',
    is_connected: true,
    joined_at: '2026-11-23T09:00:00Z',
    hand_raised_at: null,
    rights: leads ? ALL : STUDENT_RIGHTS,
    exceptions: {},
    ...change,
  };
}

/** Анна, who teaches. */
export const anna = participant('anna', { role: 'admin', name: 'Анна Сергеевна' });

/** The page of the lesson with these people, for Анна or one of them. */
export function page(people: readonly ParticipantRead[], change: Partial<CallPage> = {}): CallPage {
  return { call: lesson(), participants: [...people], me: null, may: MAY_NOTHING, seq: 1, ...change };
}
