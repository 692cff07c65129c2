import { loadPart } from '@/shared/offline/parts';

/** Delete everything of the person, and of whoever was signed in last, from this browser. */
export async function forget(profileId?: string): Promise<void> {
  // The sign-in does not wait for the database's code.
  const { rememberedProfile, wipeDatabase } = await loadPart(() => import('@/data/messenger/database'));
  for (const id of new Set([profileId, rememberedProfile()])) if (id) await wipeDatabase(id);
}
