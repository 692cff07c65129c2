/** What a teacher has noted of a lesson's attendance and not confirmed: kept while other pages of the journal are open. */
import { useCallback, useState } from 'react';
import type { AttendanceRead } from '@/shared/api/schema';

type Notes = ReadonlyMap<string, AttendanceRead>;

const NOTHING: Notes = new Map();
const kept = new Map<string, Notes>();

/** Return the notes of a lesson, and the function that changes them. */
export function useAttendanceNotes(lessonId: string) {
  const [notes, setNotes] = useState(() => kept.get(lessonId) ?? NOTHING);
  const change = useCallback(
    (how: (before: Notes) => Notes) => {
      const next = how(kept.get(lessonId) ?? NOTHING);
      kept.set(lessonId, next);
      setNotes(next);
    },
    [lessonId],
  );
  return [notes, change] as const;
}

/** Forget everything: the teacher has signed out. */
export function forgetAttendance(): void {
  kept.clear();
}
