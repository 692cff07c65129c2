import { useBeginFromJournal } from '@/features/linking/api';
import { doorAddress } from '@/shared/school/door';
import { useOverlays } from '@/shared/ui/Overlays';

/** Give what begins to link the account; one who was on the way to a lesson lands there in the end. */
export function useLink() {
  const begin = useBeginFromJournal();
  const { noteFailure } = useOverlays();
  const link = (lessonId?: string) => {
    if (begin.isPending || begin.isSuccess) return;
    begin.mutate(lessonId && doorAddress(lessonId), {
      onSuccess: ({ next_url }) => window.location.assign(next_url),
      onError: noteFailure,
    });
  };
  return { link, isPending: begin.isPending || begin.isSuccess };
}
