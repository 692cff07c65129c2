import { api } from './client';

/** What a teacher has typed of lessons and the server does not have: `parta.lesson.<account>.<lesson>`, kept by the tab. */
const STORED_LESSONS = 'parta.lesson.';

/** Return the beginning of the tab's keys of what this account has typed of lessons. */
export function storedLessonsOf(accountId: string): string {
  return `${STORED_LESSONS}${accountId}.`;
}

/** Ensure that the tab keeps nothing that was typed of lessons, except by this account. */
export function forgetStoredLessons(exceptOf?: string): void {
  const own = exceptOf === undefined ? undefined : storedLessonsOf(exceptOf);
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(STORED_LESSONS) && !(own && key.startsWith(own))) sessionStorage.removeItem(key);
}

/** End the journal's session in this browser, if there is one: the next person must not find it open. */
export async function signOutOfJournal(): Promise<void> {
  await api.POST('/api/journal/sign-out').catch(() => undefined);
  forgetStoredLessons();
}
