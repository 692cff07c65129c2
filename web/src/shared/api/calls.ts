/** Shapes of calls and lessons, until the server's own description has them. */

import type { Names } from '../i18n/names';
import type { Role } from '../i18n/people';
import { api } from './client';

export interface Rights {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  chat: boolean;
  board: boolean;
  unmute: boolean;
}
export interface CallRead {
  id: string;
  chat_id: string;
  title: string;
  state: 'planned' | 'open' | 'ended';
  end_reason: 'ended' | 'empty' | 'refused' | 'missed' | 'cancelled' | 'lesson' | null;
  is_lesson: boolean;
  starts_at: string | null;
  opened_at: string | null;
  ended_at: string | null;
  access: 'chat' | 'school' | 'anyone';
  lobby_for: 'outsiders' | 'everyone';
  is_locked: boolean;
  rights: Rights;
  several_screens: boolean;
  spotlight_id: string | null;
  board_id: string;
  is_board_open: boolean;
  lobby_id: string;
  admits_from: string | null;
}
export interface ParticipantRead {
  id: string;
  call_id: string;
  profile_id: string | null;
  name: string;
  picture: string | null;
  is_guest: boolean;
  role: 'admin' | 'assistant' | 'participant';
  state: 'admitted' | 'left' | 'removed';
  is_connected: boolean;
  badges: Role[];
  joined_at: string;
  hand_raised_at: string | null;
  rights: Rights;
  exceptions: { [right: string]: boolean };
}
export interface CallMay {
  end: boolean;
  mute_others: boolean;
  remove: boolean;
  appoint: boolean;
  admit: boolean;
  lock: boolean;
  change_rights: boolean;
  change_access: boolean;
  spotlight: boolean;
  invite: boolean;
  open_board: boolean;
  lower_hands: boolean;
}
export interface KnockRead {
  id: string;
  call_id: string;
  name: string;
  is_guest: boolean;
  state: 'waiting' | 'admitted' | 'refused' | 'gone';
  at: string;
}
export interface CallInvite {
  url: string;
  expires_at: string;
}
export interface CallPage {
  call: CallRead;
  participants: ParticipantRead[];
  me: ParticipantRead | null;
  may: CallMay;
  seq: number;
}
export type EntryState =
  | 'open'
  | 'lobby'
  | 'locked'
  | 'removed'
  | 'not_yet'
  | 'ended'
  | 'members_only'
  | 'school_only'
  | 'sign_in_needed';
export interface CallPreview {
  id: string;
  chat_id: string;
  title: string;
  state: 'planned' | 'open' | 'ended';
  starts_at: string | null;
  present: number;
  entry: EntryState;
  opens_at: string | null;
}
export interface Admitted {
  state: 'admitted';
  participant_id: string;
  token: string;
  identity: string;
  page: CallPage;
}
export interface Waiting {
  state: 'waiting';
  knock_id: string;
}
export type Joined = Admitted | Waiting;
export interface KnockState {
  state: 'waiting' | 'admitted' | 'refused' | 'gone';
}
export interface InviteRead {
  call_id: string;
  title: string;
  school: string | null;
  state: 'planned' | 'open' | 'ended';
  wants_name: boolean;
  wants_sign_in: boolean;
  entry: EntryState;
}
export interface RunningLesson {
  lesson_id: string;
  title: string;
}
export interface LessonEntry {
  lesson_id: string;
  title: string;
  class_title: string;
  starts_at: string;
  ends_at: string;
  opens_at: string;
  state: 'unpublished' | 'too_early' | 'waiting_for_teacher' | 'open' | 'ended';
  role: 'teacher' | 'student' | 'guardian';
  child: string | null;
  call_id: string | null;
  chat_id: string | null;
  other_running: RunningLesson | null;
}
export interface RingRead {
  id: string;
  call_id: string;
  chat_id: string;
  from_name: string;
  from_picture: string | null;
  title: string;
  state: 'ringing' | 'accepted' | 'refused' | 'missed' | 'cancelled';
  at: string;
}
export interface CallCardRead {
  call_id: string;
  title: string;
  state: 'planned' | 'open' | 'ended';
  end_reason: string | null;
  starts_at: string | null;
  opened_at: string | null;
  ended_at: string | null;
  present: number;
}
export type { Names };

// biome-ignore lint/suspicious/noExplicitAny: the routes are not described yet
type Untyped = Record<
  'GET' | 'POST' | 'PUT' | 'DELETE',
  (path: string, options?: object) => Promise<{ data?: any }>
>;
export const callsApi = api as unknown as Untyped;
