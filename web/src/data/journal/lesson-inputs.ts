/**
 * What the signed-in teacher has typed of lessons, until the server has it: also when the page of the lesson was left
 * meanwhile, and when the tab was loaded anew. All of it belongs to one account, and ends with it.
 */

import { isFinal, NotSavedError, retryAfterMs } from '@/shared/api/errors';
import { noteFailure } from '@/shared/api/failures';
import { forgetStoredLessons, storedLessonsOf } from '@/shared/api/journal-session';

/** The texts of a lesson that are not confirmed by the server yet. */
export interface LessonText {
  readonly topic?: string;
  readonly homework_text?: string;
}

export interface LessonInput {
  readonly text: LessonText;
  readonly failure: unknown;
}

type Save = (lessonId: string, text: LessonText) => Promise<unknown>;

/** The inputs of one account. */
interface Inputs {
  readonly prefix: string;
  readonly save: Save;
  readonly byLesson: Map<string, LessonInput>;
  readonly timers: Map<string, ReturnType<typeof setTimeout>>;
  readonly inFlight: Set<string>;
}

const PAUSE_MS = 900;
const RETRY_MS = 10_000;
const NOTHING: LessonInput = { text: {}, failure: undefined };

let inputs: Inputs | undefined;
/** Lessons that are shown, with those who show them. */
const listeners = new Map<string, Set<() => void>>();

/** Begin with this account: drop what others have typed, and save what was kept over a reload. */
export function openLessonInputs(accountId: string, save: Save): void {
  stop();
  forgetStoredLessons(accountId);
  const prefix = storedLessonsOf(accountId);
  inputs = { prefix, save, byLesson: new Map(), timers: new Map(), inFlight: new Set() };
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) restore(inputs, key);
}

/** Forget everything: nobody is signed in. */
export function closeLessonInputs(): void {
  stop();
  forgetStoredLessons();
}

/** Return what is typed of a lesson and not saved. */
export function lessonInput(lessonId: string): LessonInput {
  return inputs?.byLesson.get(lessonId) ?? NOTHING;
}

/** Store what was typed, and save it at the next pause. */
export function writeLesson(lessonId: string, part: LessonText): void {
  if (!inputs) return;
  const { text, failure } = lessonInput(lessonId);
  setInput(inputs, lessonId, { text: { ...text, ...part }, failure });
  flushAfter(inputs, lessonId, PAUSE_MS);
}

/** Show a lesson: call back when its input changes, and save what was left over; return a function that ends that. */
export function followLesson(lessonId: string, listener: () => void): () => void {
  const present = listeners.get(lessonId) ?? new Set();
  listeners.set(lessonId, present.add(listener));
  flushLesson(lessonId);
  return () => {
    present.delete(listener);
    flushLesson(lessonId);
  };
}

/** Save now. */
export function flushLesson(lessonId: string): void {
  if (inputs) void flush(inputs, lessonId);
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

function stop(): void {
  for (const timer of inputs?.timers.values() ?? []) clearTimeout(timer);
  inputs = undefined;
}

function restore(of: Inputs, key: string): void {
  const lessonId = key.slice(of.prefix.length);
  setInput(of, lessonId, { text: JSON.parse(sessionStorage.getItem(key) ?? '{}'), failure: undefined });
  void flush(of, lessonId);
}

async function flush(of: Inputs, lessonId: string): Promise<void> {
  clearTimeout(of.timers.get(lessonId));
  const now = () => of.byLesson.get(lessonId)?.text ?? {};
  const sent = now();
  if (isEmpty(sent) || of.inFlight.has(lessonId)) return;
  of.inFlight.add(lessonId);
  setInput(of, lessonId, { text: sent, failure: undefined });
  try {
    await of.save(lessonId, sent);
    setInput(of, lessonId, { text: withoutSaved(now(), sent), failure: undefined });
    flushAfter(of, lessonId, PAUSE_MS);
  } catch (failure) {
    // The answer to somebody who has left.
    if (of !== inputs) return;
    setInput(of, lessonId, { text: now(), failure });
    // Who has left the lesson would learn nothing.
    if ((listeners.get(lessonId)?.size ?? 0) === 0) noteFailure(new NotSavedError('', { cause: failure }));
    if (!isFinal(failure)) flushAfter(of, lessonId, retryAfterMs(failure) ?? RETRY_MS);
  } finally {
    of.inFlight.delete(lessonId);
  }
}

/** Nothing is stored for an account that has left meanwhile. */
function setInput(of: Inputs, lessonId: string, input: LessonInput): void {
  if (of !== inputs) return;
  of.byLesson.set(lessonId, input);
  if (isEmpty(input.text)) sessionStorage.removeItem(of.prefix + lessonId);
  else {
    sessionStorage.setItem(of.prefix + lessonId, JSON.stringify(input.text));
    warnBeforeUnload();
  }
  for (const listener of listeners.get(lessonId) ?? []) listener();
}

function flushAfter(of: Inputs, lessonId: string, wait: number): void {
  clearTimeout(of.timers.get(lessonId));
  if (of !== inputs || isEmpty(lessonInput(lessonId).text)) return;
  of.timers.set(
    lessonId,
    setTimeout(() => void flush(of, lessonId), wait),
  );
}

let isWarning = false;

/** Who closes the page while something is not saved is asked, and meanwhile it is saved. */
function warnBeforeUnload(): void {
  if (isWarning) return;
  isWarning = true;
  window.addEventListener('beforeunload', (event) => {
    if (flushAll()) event.preventDefault();
  });
  window.addEventListener('online', flushAll);
}

/** Save everything now; return whether there is anything. */
function flushAll(): boolean {
  const unsaved = [...(inputs?.byLesson ?? [])].filter(([, { text }]) => !isEmpty(text));
  for (const [lessonId] of unsaved) flushLesson(lessonId);
  return unsaved.length > 0;
}
