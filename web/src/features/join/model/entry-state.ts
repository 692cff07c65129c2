/** The entry state of a lesson or a call. Pure. */
import { isApiError, isFinal } from '@/shared/api/errors';
import type { CallPreview, InvitePage, LessonEntry } from '@/shared/api/schema';

/** Why entering is impossible now; each has its text. */
export type EntryStatus =
  | 'unpublished'
  | 'too_early'
  | 'waiting_for_teacher'
  | 'lesson_ended'
  | 'locked'
  | 'removed'
  | 'not_yet'
  | 'ended'
  | 'refused'
  | 'left'
  | 'members_only'
  | 'school_only'
  | 'sign_in_needed'
  | 'elsewhere'
  | 'unknown_lesson'
  | 'somebody_else'
  | 'unknown_call'
  | 'unknown_invite';

/** What the entry screen shows: the device screen, another lesson that must end first, or a status. */
export type EntryState =
  | { readonly shows: 'devices' }
  | { readonly shows: 'other_running'; readonly lessonId: string; readonly title: string }
  | { readonly shows: 'status'; readonly status: EntryStatus; readonly opensAt?: string | undefined };

const DEVICES: EntryState = { shows: 'devices' };

/** Statuses that pass by themselves: the state is polled, and the screen enters when they have. */
const PASSING: ReadonlySet<EntryStatus> = new Set([
  'unpublished',
  'too_early',
  'waiting_for_teacher',
  'locked',
  'removed',
  'not_yet',
]);

const OFTEN_MS = 2_000;
const SELDOM_MS = 30_000;

/**
 * Return the entry state of a lesson; without `isReady` devices are tested first, with it the teacher is waited
 * for.
 */
export function lessonEntryState(entry: LessonEntry, isReady: boolean): EntryState {
  const { state, role, other_running, opens_at } = entry;
  if (state === 'ended') return status('lesson_ended');
  if (state === 'unpublished') return status('unpublished');
  if (state === 'too_early') return status('too_early', opens_at);
  if (other_running) {
    return { shows: 'other_running', lessonId: other_running.lesson_id, title: other_running.title };
  }
  if (state === 'waiting_for_teacher' && role !== 'teacher' && isReady) return status('waiting_for_teacher');
  return DEVICES;
}

/** Return the entry state of a call. */
export function callEntryState({ entry, opens_at, starts_at }: CallPreview): EntryState {
  return ownEntryState(entry, opens_at ?? starts_at);
}

/** Return the entry state of an invitation. */
export function inviteEntryState({ entry }: InvitePage): EntryState {
  return ownEntryState(entry, null);
}

/** Return the entry state of an error, or undefined where it is shown beside the button. */
export function errorEntryState(code: string, opensAt: string | undefined): EntryState | undefined {
  const meanings: Readonly<Record<string, EntryStatus>> = {
    removed_from_call: 'removed',
    in_call_elsewhere: 'elsewhere',
    refused_by_lobby: 'refused',
    members_only: 'members_only',
    school_only: 'school_only',
    sign_in_needed: 'sign_in_needed',
    call_not_open: 'not_yet',
    call_locked: 'locked',
    call_ended: 'ended',
    lesson_ended: 'lesson_ended',
    not_published: 'unpublished',
    waiting_for_teacher: 'waiting_for_teacher',
    too_early: opensAt === undefined ? 'not_yet' : 'too_early',
  };
  const meaning = meanings[code];
  return meaning && status(meaning, opensAt);
}

/** True if the knock no longer exists; a busy server is asked again. */
export function isKnockGone(failure: unknown): boolean {
  return isFinal(failure) || isApiError(failure, 'unauthenticated');
}

/** Return the polling interval, or undefined where nothing will change by itself. */
export function pollAfter(state: EntryState, now: number): number | undefined {
  if (state.shows !== 'status' || !PASSING.has(state.status)) return undefined;
  if (state.opensAt === undefined) return OFTEN_MS;
  const left = Date.parse(state.opensAt) - now;
  return Math.min(Math.max(left, OFTEN_MS), SELDOM_MS);
}

function ownEntryState(entry: CallPreview['entry'], opensAt: string | null): EntryState {
  if (entry === 'open' || entry === 'lobby') return DEVICES;
  return status(entry, entry === 'not_yet' ? (opensAt ?? undefined) : undefined);
}

function status(why: EntryStatus, opensAt?: string): EntryState {
  return { shows: 'status', status: why, opensAt };
}
