import { useCallback, useEffect, useRef, useState } from 'react';
import type { LessonRead } from '@/shared/api/schema';
import { type LessonText, useWriteLesson } from '../api';
import { type Draft, isWritten, withoutWritten } from '../model/draft';

const PAUSE_MS = 900;

/** The saving state. */
export type Saving = 'level' | 'saving' | 'failed';

/** The teacher's input of a lesson: kept until the server has it, saved at every pause in typing. */
export function useLessonDraft(lesson: LessonRead) {
  const { mutateAsync } = useWriteLesson(lesson.id);
  const [draft, setDraft] = useState<Draft>({});
  const [failure, setFailure] = useState<unknown>();
  const typed = useRef<Draft>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = useCallback((next: Draft) => {
    typed.current = next;
    setDraft(next);
  }, []);
  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const sent = typed.current;
    if (isWritten(sent)) return;
    setFailure(undefined);
    try {
      await mutateAsync(sent satisfies LessonText);
      change(withoutWritten(typed.current, sent));
    } catch (reason) {
      setFailure(reason);
    }
  }, [mutateAsync, change]);
  const write = (part: Draft) => {
    change({ ...typed.current, ...part });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isWritten(typed.current)) return;
      void flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void flush();
    };
  }, [flush]);

  const saving: Saving = failure ? 'failed' : isWritten(draft) ? 'level' : 'saving';
  return {
    topic: draft.topic ?? lesson.topic,
    homework: draft.homework_text ?? lesson.homework.text,
    saving,
    failure,
    write,
    flush: () => void flush(),
  };
}
