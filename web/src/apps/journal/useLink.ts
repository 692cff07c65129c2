import { useMe } from '@/data/journal/me';
import type { Linked } from '@/features/lesson/components/WayIn';
import { useBeginFromJournal } from '@/features/linking/api';
import { webAddress } from '@/shared/api/own-address';
import { lessonEntryAddress } from '@/shared/school/lesson-entry';

/** Return the profile that the signed-in account is linked with; without one, what starts to link it. */
export function useLinked(): Linked {
  const me = useMe();
  const { link } = useLink();
  return me.link ? { profileId: me.link.profile_id } : { profileId: undefined, onLink: link };
}

/** Return the function that starts to link the account; it returns to the lesson that was asked for. */
export function useLink() {
  const begin = useBeginFromJournal();
  const link = (lessonId?: string) => {
    if (begin.isPending || begin.isSuccess) return;
    begin.mutate(lessonId && lessonEntryAddress(lessonId), {
      onSuccess: ({ next_url }) => window.location.assign(webAddress(next_url) ?? '/'),
    });
  };
  return { link, isPending: begin.isPending || begin.isSuccess };
}
