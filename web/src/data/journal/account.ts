import { hashKey, type QueryClient } from '@tanstack/react-query';
import { forgetAttendance } from './attendance-notes';
import { saveLesson } from './lesson';
import { closeLessonInputs, openLessonInputs } from './lesson-inputs';
import { ME } from './me';

/** Keep the page to one account: when another is signed in, or nobody, nothing of the former is left in it. */
export function keepToAccount(client: QueryClient): void {
  const me = hashKey(ME.queryKey);
  let account: string | null | undefined;
  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryHash !== me || query.state.data === undefined) return;
    const next = (query.state.data as { account_id: string } | null)?.account_id ?? null;
    if (next === account) return;
    if (account) forgetAccount(client);
    account = next;
    if (next === null) closeLessonInputs();
    else openLessonInputs(next, (lessonId, text) => saveLesson(client, lessonId, text));
  });
}

/** Forget everything of an account: what was typed and noted, what waits for a connection, what was read. */
function forgetAccount(client: QueryClient): void {
  closeLessonInputs();
  forgetAttendance();
  const changes = client.getMutationCache();
  for (const waiting of changes.findAll({ predicate: ({ state }) => state.isPaused }))
    changes.remove(waiting);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== ME.queryKey[1] });
}
