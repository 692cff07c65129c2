import type { RemoteLessonRead } from '@/shared/api/schema';

/** The state of entering a distance lesson at a moment. */
export type LessonEntryState =
  | { readonly state: 'none' | 'ended' }
  | { readonly state: 'early'; readonly opensAt: string }
  | { readonly state: 'open'; readonly isRunning: boolean };

/**
 * Return the state of entering a distance lesson at `now` (milliseconds); a visible draft cannot be entered
 * either.
 */
export function lessonEntryOf(remote: RemoteLessonRead | undefined, now: number): LessonEntryState {
  switch (remote?.state) {
    case 'published':
      return now < Date.parse(remote.opens_at)
        ? { state: 'early', opensAt: remote.opens_at }
        : { state: 'open', isRunning: false };
    case 'running':
      return { state: 'open', isRunning: true };
    case 'ended':
      return { state: 'ended' };
    default:
      return { state: 'none' };
  }
}

/**
 * Return the address of a lesson's entry screen in the messenger; with the profile of the person whose journal leads
 * there: on a shared computer somebody else may be signed in to the messenger.
 */
export function lessonEntryAddress(lessonId: string, profileId?: string): string {
  return profileId === undefined ? `/lesson/${lessonId}` : `/lesson/${lessonId}?profile=${profileId}`;
}
