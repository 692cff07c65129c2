import { useCallback, useSyncExternalStore } from 'react';
import {
  flushLesson,
  followLesson,
  isEmpty,
  type LessonText,
  lessonDraft,
  writeLesson,
} from '@/data/journal/lesson-drafts';
import type { LessonRead } from '@/shared/api/schema';
import { useWriteLesson } from '../api';

/** The saving state. */
export type Saving = 'level' | 'saving' | 'failed';

/** The teacher's input of a lesson: kept until the server has it, saved at every pause in typing. */
export function useLessonDraft({ id, topic, homework }: LessonRead) {
  const { mutateAsync: save } = useWriteLesson(id);
  const follow = useCallback((listener: () => void) => followLesson(id, save, listener), [id, save]);
  const { text, failure } = useSyncExternalStore(follow, () => lessonDraft(id));
  const saving: Saving = failure ? 'failed' : isEmpty(text) ? 'level' : 'saving';
  return {
    topic: text.topic ?? topic,
    homework: text.homework_text ?? homework.text,
    saving,
    failure,
    write: (part: LessonText) => writeLesson(id, part, save),
    flush: () => void flushLesson(id),
  };
}
