import { api, onSignedOut } from '../api/client';
import { NetworkFailure, Refusal } from '../api/refusal';
import type { ProfileRead } from '../api/schema';
import { type Kept, readKept } from './cache';
import { type Database, openDatabase, rememberedProfile, wipeDatabase } from './database';
import { Sync } from './sync';

/** Where who is not signed in goes, to come back afterwards. */
function signInAddress(): string {
  const back = location.pathname + location.search;
  return back === '/' ? '/id' : `/id?${new URLSearchParams({ next: back })}`;
}

/**
 * Open the messenger of who is signed in: at once from what is kept, else from the server. Never resolves where
 * nobody is signed in: the page goes to the sign-in.
 */
export async function openSync(): Promise<Sync> {
  const kept = await openKept();
  if (kept) {
    void checkWho(kept.sync, kept.me);
    return kept.sync;
  }
  try {
    const me = await askWho();
    const database = await openDatabase(me.id);
    return await begin(database, me, await readKept(database));
  } catch (failure) {
    if (!(failure instanceof Refusal && failure.status === 401)) throw failure;
    const remembered = rememberedProfile();
    if (remembered !== undefined) await wipeDatabase(remembered);
    location.replace(signInAddress());
    return new Promise<never>(() => undefined);
  }
}

async function openKept(): Promise<{ readonly sync: Sync; readonly me: ProfileRead } | undefined> {
  const remembered = rememberedProfile();
  if (remembered === undefined) return undefined;
  const database = await openDatabase(remembered);
  const kept = await readKept(database);
  if (kept.world) return { sync: await begin(database, kept.world.me, kept), me: kept.world.me };
  database.close();
  return undefined;
}

async function begin(database: Database, me: ProfileRead, kept: Kept): Promise<Sync> {
  const sync = new Sync(database, me, kept, () => location.replace(signInAddress()));
  onSignedOut(() => void sync.leave());
  await sync.start();
  return sync;
}

/** What is kept may be another person's: whoever signed in meanwhile must not see it. */
async function checkWho(sync: Sync, me: ProfileRead): Promise<void> {
  try {
    const now = await askWho();
    if (now.id !== me.id) return await sync.leave();
    sync.changeWorld((world) => ({ ...world, me: now }));
  } catch {
    // Without a network what is kept may be read; a 401 has led out already.
  }
}

async function askWho(): Promise<ProfileRead> {
  const { data } = await api.GET('/api/id/me');
  if (!data) throw new NetworkFailure();
  return data.profile;
}
