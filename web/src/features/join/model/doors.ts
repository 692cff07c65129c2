/** What stands at the door of a lesson or a call. Pure. */
import { isRefusal } from '@/shared/api/refusal';
import type { CallPreview, InvitePage, LessonEntry } from '@/shared/api/schema';

/** Why one does not enter at once; each has words of its own. */
export type Told =
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
  | 'unknown_lesson'
  | 'unknown_call'
  | 'unknown_invite';

/** What the door shows: the device screen, another lesson that must end first, or why one cannot enter now. */
export type Standing =
  | { readonly shows: 'devices' }
  | { readonly shows: 'other_running'; readonly lessonId: string; readonly title: string }
  | { readonly shows: 'told'; readonly told: Told; readonly opensAt?: string | undefined };

const DEVICES: Standing = { shows: 'devices' };

/** Reasons that pass by themselves: the door asks again and opens when they have. */
const PASSING: ReadonlySet<Told> = new Set([
  'unpublished',
  'too_early',
  'waiting_for_teacher',
  'locked',
  'not_yet',
]);

const OFTEN_MS = 2_000;
const SELDOM_MS = 30_000;

/** Give what the door of a lesson shows; who has `isReady` waits for the teacher, who has not tries devices first. */
export function standingOfLesson(entry: LessonEntry, isReady: boolean): Standing {
  const { state, role, other_running, opens_at } = entry;
  if (state === 'ended') return told('lesson_ended');
  if (state === 'unpublished') return told('unpublished');
  if (state === 'too_early') return told('too_early', opens_at);
  if (other_running) {
    return { shows: 'other_running', lessonId: other_running.lesson_id, title: other_running.title };
  }
  if (state === 'waiting_for_teacher' && role !== 'teacher' && isReady) return told('waiting_for_teacher');
  return DEVICES;
}

/** Give what the door of a call shows. */
export function standingOfCall({ entry, opens_at, starts_at }: CallPreview): Standing {
  return standingOfEntry(entry, opens_at ?? starts_at);
}

/** Give what the door of an invitation shows. */
export function standingOfInvite({ entry }: InvitePage): Standing {
  return standingOfEntry(entry, null);
}

/** Give what a refusal at the door means, or undefined where it is a failure to show beside the button. */
export function standingOfRefusal(code: string, opensAt: string | undefined): Standing | undefined {
  const meanings: Readonly<Record<string, Told>> = {
    removed_from_call: 'removed',
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
  return meaning && told(meaning, opensAt);
}

/** Tell whether the server knows no more of who waits in the lobby; a server that is only busy is asked again. */
export function isKnockGone(failure: unknown): boolean {
  return isRefusal(failure) && failure.status < 500 && failure.status !== 429;
}

/** Give the milliseconds until the door is asked again, or undefined where nothing will change by itself. */
export function askAgainAfter(standing: Standing, now: number): number | undefined {
  if (standing.shows !== 'told' || !PASSING.has(standing.told)) return undefined;
  if (standing.opensAt === undefined) return OFTEN_MS;
  const left = Date.parse(standing.opensAt) - now;
  return Math.min(Math.max(left, OFTEN_MS), SELDOM_MS);
}

function standingOfEntry(entry: CallPreview['entry'], opensAt: string | null): Standing {
  if (entry === 'open' || entry === 'lobby') return DEVICES;
  return told(entry, entry === 'not_yet' ? (opensAt ?? undefined) : undefined);
}

function told(why: Told, opensAt?: string): Standing {
  return { shows: 'told', told: why, opensAt };
}
