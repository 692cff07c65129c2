import { useCallback, useSyncExternalStore } from 'react';
import {
  flushLesson,
  followLesson,
  isEmpty,
  type LessonText,
  lessonInput,
  writeLesson,
} from '@/data/journal/lesson-inputs';
import type { LessonRead } from '@/shared/api/schema';

/** The saving state. */
export type Saving = 'level' | 'saving' | 'failed';

/** The teacher's input of a lesson: kept until the server has it, saved at every pause in typing. */
export function useLessonInput({ id, topic, homework }: LessonRead) {
  const follow = useCallback((listener: () => void) => followLesson(id, listener), [id]);
  const { text, failure } = useSyncExternalStore(follow, () => lessonInput(id));
  const saving: Saving = failure ? 'failed' : isEmpty(text) ? 'level' : 'saving';
  return {
    topic: text.topic ?? topic,
    homework: text.homework_text ?? homework.text,
    saving,
    failure,
    write: (part: LessonText) => writeLesson(id, part),
    flush: () => flushLesson(id),
  };
}
