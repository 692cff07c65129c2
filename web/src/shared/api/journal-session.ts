import { api } from './client';

/** End the journal's session in this browser, if there is one: the next person must not find it open. */
export async function signOutOfJournal(): Promise<void> {
  await api.POST('/api/journal/sign-out').catch(() => undefined);
}
