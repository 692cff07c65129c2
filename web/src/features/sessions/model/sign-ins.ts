/** Notifications of new sign-ins. Pure. */
import type { NotificationRead } from '@/shared/api/schema';

/** A new sign-in, from its unread notification. */
export interface NewSignIn {
  /** The id of the notification. */
  readonly id: string;
  readonly sessionId: string;
  readonly device: string;
  readonly at: string;
}

/** Return the new sign-ins that the person has not looked at, as they are sorted. */
export function signInsIn(notifications: readonly NotificationRead[]): readonly NewSignIn[] {
  return notifications.flatMap(({ id, kind, params, at, read_at }) => {
    const { device, session_id: sessionId } = params;
    if (kind !== 'new_sign_in' || read_at || typeof sessionId !== 'string') return [];
    return [{ id, sessionId, device: typeof device === 'string' ? device : '', at }];
  });
}
