import type { RemoteLessonRead } from '@/shared/api/schema';

/** The way into a distance lesson, as it stands at a moment. */
export type Door =
  | { readonly state: 'none' | 'ended' }
  | { readonly state: 'early'; readonly opensAt: string }
  | { readonly state: 'open'; readonly isRunning: boolean };

/** Give the way into a distance lesson at `now` (milliseconds); who may see a draft comes in as little as others. */
export function doorOf(remote: RemoteLessonRead | undefined, now: number): Door {
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

/** Give the address of a lesson's door in the messenger. */
export function doorAddress(lessonId: string): string {
  return `/lesson/${lessonId}`;
}
