import { signOut } from '@/features/sessions/api';
import { signOutOfJournal } from '@/shared/api/journal-session';
import { loadPart } from '@/shared/offline/parts';

/** End the session, delete everything of the person from this browser, and show the sign-in. */
export async function leave(profileId: string, everywhere: boolean): Promise<void> {
  await signOut(everywhere);
  await signOutOfJournal();
  await forget(profileId);
  window.location.replace('/id');
}

/** Delete everything of the person, and of whoever was signed in last, from this browser. */
export async function forget(profileId?: string): Promise<void> {
  // The sign-in does not wait for the database's code.
  const { rememberedProfile, wipeDatabase } = await loadPart(() => import('@/data/messenger/database'));
  for (const id of new Set([profileId, rememberedProfile()])) if (id) await wipeDatabase(id);
}
