import { api, onSignedOut } from '@/shared/api/client';
import { NetworkError } from '@/shared/api/errors';
import { signInAddress } from '@/shared/api/own-address';
import { openPageFor } from '@/shared/api/principal';
import type { ProfileRead } from '@/shared/api/schema';
import { type CachedState, readCache } from './cache';
import { type Database, openDatabase, rememberedProfile, wipeDatabase } from './database';
import type { SentKinds } from './sent-kinds';
import { Sync } from './sync';
import type { LeaveCause } from './tabs';

/**
 * Open the messenger of the signed-in person: at once from the cache, else from the server. Never resolves if
 * nobody is signed in: the page is redirected to the sign-in.
 */
export async function openSync(kinds: SentKinds): Promise<Sync> {
  const cached = await openCached(kinds);
  if (cached) {
    void checkWho(cached.sync, cached.me);
    return cached.sync;
  }
  const me = await askWho();
  if (!me) return leave();
  const database = await openDatabase(me.id);
  return startSync(database, me, await readCache(database), kinds);
}

/** Forget who was here before, and redirect to the sign-in. */
async function leave(): Promise<never> {
  const remembered = rememberedProfile();
  if (remembered !== undefined) await wipeDatabase(remembered);
  location.replace(signInAddress());
  return new Promise<never>(() => undefined);
}

async function openCached(
  kinds: SentKinds,
): Promise<{ readonly sync: Sync; readonly me: ProfileRead } | undefined> {
  const remembered = rememberedProfile();
  if (remembered === undefined) return undefined;
  const database = await openDatabase(remembered);
  const cached = await readCache(database);
  if (cached.world)
    return { sync: await startSync(database, cached.world.me, cached, kinds), me: cached.world.me };
  database.close();
  return undefined;
}

async function startSync(
  database: Database,
  me: ProfileRead,
  cached: CachedState,
  kinds: SentKinds,
): Promise<Sync> {
  openPageFor('profile', me.id);
  const sync = new Sync(database, me, cached, kinds, (cause) => location.replace(addressAfter(cause)));
  onSignedOut((code) => void sync.leave(code === 'other_principal' ? 'signed_out' : 'ended'));
  await sync.start();
  return sync;
}

/** Return the address to go to: where the person has not signed out themselves, the sign-in says why it is shown. */
export function addressAfter(
  cause: LeaveCause,
  open: Pick<Location, 'pathname' | 'search'> = location,
): string {
  const next = addressForNext(open);
  return cause === 'signed_out' ? next : `/id?${new URLSearchParams({ ended: '1', next })}`;
}

/** What is open belongs to who was here: the next person begins with the list. Invitations and lessons are for anybody. */
function addressForNext({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return /^\/(chats\/|new$|people$|settings$|notifications$)/.test(pathname) ? '/' : pathname + search;
}

/** The cache may be another person's: whoever has signed in since must not see it. */
async function checkWho(sync: Sync, me: ProfileRead): Promise<void> {
  try {
    const now = await askWho();
    if (now?.id !== me.id) return await sync.leave(now ? 'signed_out' : 'ended');
    sync.changeWorld((world) => ({ ...world, me: now }));
  } catch {
    // Without a network the cache may be read.
  }
}

/** Return who is signed in; null if nobody is. */
async function askWho(): Promise<ProfileRead | null> {
  const { data } = await api.GET('/api/id/me');
  if (data === undefined) throw new NetworkError();
  return data?.profile ?? null;
}
