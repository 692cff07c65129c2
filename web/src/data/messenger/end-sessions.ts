import { api } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
import { signOutOfJournal } from '@/shared/api/journal-session';

/** End the sessions of this browser, the profile's and the journal's. Throws unless the server says so. */
export async function endSessions(): Promise<void> {
  await api.POST('/api/id/sign-out').catch((failure: unknown) => {
    // Otherwise the session may be open, although the person believes it has ended.
    if (!isApiError(failure, 'unauthenticated')) throw failure;
  });
  await signOutOfJournal();
}
