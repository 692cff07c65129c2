/**
 * What a teacher has typed of lessons, until the server has it: also when the page of the lesson was left meanwhile, and
 * when the tab was loaded anew.
 */

import { isFinal, NotSavedError, retryAfterMs } from '@/shared/api/errors';
import { noteFailure } from '@/shared/api/failures';

/** The input of a lesson that is not confirmed by the server yet. */
export interface LessonText {
  readonly topic?: string;
  readonly homework_text?: string;
}

export interface LessonDraft {
  readonly text: LessonText;
  readonly failure: unknown;
}

type Save = (text: LessonText) => Promise<unknown>;

const PREFIX = 'parta.lesson.';
const PAUSE_MS = 900;
const RETRY_MS = 10_000;
const NOTHING: LessonDraft = { text: {}, failure: undefined };

const drafts = new Map<string, LessonDraft>();
const saves = new Map<string, Save>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const inFlight = new Set<string>();
/** Lessons that are shown, with those who show them. */
const listeners = new Map<string, Set<() => void>>();

/** Return what is typed of a lesson and not saved. */
export function lessonDraft(lessonId: string): LessonDraft {
  const known = drafts.get(lessonId);
  if (known) return known;
  const stored = sessionStorage.getItem(PREFIX + lessonId);
  const draft = stored ? { text: JSON.parse(stored) as LessonText, failure: undefined } : NOTHING;
  drafts.set(lessonId, draft);
  return draft;
}

/** Store what was typed, and save it at the next pause. */
export function writeLesson(lessonId: string, part: LessonText, save: Save): void {
  const { text, failure } = lessonDraft(lessonId);
  warnBeforeUnload();
  saves.set(lessonId, save);
  setDraft(lessonId, { text: { ...text, ...part }, failure });
  flushAfter(lessonId, PAUSE_MS);
}

/** Show a lesson: call back when its draft changes, and save what was left over; return a function that ends that. */
export function followLesson(lessonId: string, save: Save, listener: () => void): () => void {
  const present = listeners.get(lessonId) ?? new Set();
  listeners.set(lessonId, present.add(listener));
  saves.set(lessonId, save);
  void flushLesson(lessonId);
  return () => {
    present.delete(listener);
    void flushLesson(lessonId);
  };
}

/** Save now. */
export async function flushLesson(lessonId: string): Promise<void> {
  clearTimeout(timers.get(lessonId));
  const sent = lessonDraft(lessonId).text;
  const save = saves.get(lessonId);
  if (isEmpty(sent) || !save || inFlight.has(lessonId)) return;
  inFlight.add(lessonId);
  setDraft(lessonId, { text: sent, failure: undefined });
  try {
    await save(sent);
    setDraft(lessonId, { text: withoutSaved(lessonDraft(lessonId).text, sent), failure: undefined });
    flushAfter(lessonId, PAUSE_MS);
  } catch (failure) {
    setDraft(lessonId, { text: lessonDraft(lessonId).text, failure });
    // Who has left the lesson would learn nothing.
    if ((listeners.get(lessonId)?.size ?? 0) === 0) noteFailure(new NotSavedError('', { cause: failure }));
    if (!isFinal(failure)) flushAfter(lessonId, retryAfterMs(failure) ?? RETRY_MS);
  } finally {
    inFlight.delete(lessonId);
  }
}

/** Forget everything: the teacher has signed out. */
export function forgetLessons(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  for (const lessonId of drafts.keys()) sessionStorage.removeItem(PREFIX + lessonId);
  drafts.clear();
  saves.clear();
}

/** True if there is nothing to save. */
export function isEmpty({ topic, homework_text }: LessonText): boolean {
  return topic === undefined && homework_text === undefined;
}

/** Return what is left to save after `sent` was saved; later input stays. */
export function withoutSaved(text: LessonText, sent: LessonText): LessonText {
  return {
    ...(text.topic !== undefined && text.topic !== sent.topic && { topic: text.topic }),
    ...(text.homework_text !== undefined &&
      text.homework_text !== sent.homework_text && { homework_text: text.homework_text }),
  };
}

let isWarning = false;

/** Who closes the page while something is not saved is asked, and meanwhile it is saved. */
function warnBeforeUnload(): void {
  if (isWarning) return;
  isWarning = true;
  window.addEventListener('beforeunload', (event) => {
    const unsaved = [...drafts].filter(([, { text }]) => !isEmpty(text));
    for (const [lessonId] of unsaved) void flushLesson(lessonId);
    if (unsaved.length > 0) event.preventDefault();
  });
  window.addEventListener('online', () => {
    for (const lessonId of drafts.keys()) void flushLesson(lessonId);
  });
}

function setDraft(lessonId: string, draft: LessonDraft): void {
  drafts.set(lessonId, draft);
  if (isEmpty(draft.text)) sessionStorage.removeItem(PREFIX + lessonId);
  else sessionStorage.setItem(PREFIX + lessonId, JSON.stringify(draft.text));
  for (const listener of listeners.get(lessonId) ?? []) listener();
}

function flushAfter(lessonId: string, wait: number): void {
  clearTimeout(timers.get(lessonId));
  if (isEmpty(lessonDraft(lessonId).text)) return;
  timers.set(
    lessonId,
    setTimeout(() => void flushLesson(lessonId), wait),
  );
}
