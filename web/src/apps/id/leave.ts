import { signOut } from '@/features/sessions/api';
import { signOutOfJournal } from '@/shared/api/journal-session';
import { forget } from './forget';

/** End the session, delete everything of the person from this browser, and show the sign-in. */
export async function leave(profileId: string, everywhere: boolean): Promise<void> {
  await signOut(everywhere);
  await signOutOfJournal();
  await forget(profileId);
  window.location.replace('/id');
}
