import { useEffect, useEffectEvent, useRef } from 'react';
import { t } from '../i18n/text';
import type { Note, OverlaysShown } from './overlay';
import styles from './PlainOverlays.module.css';

interface Props extends OverlaysShown {
  /** Tries again to load the components that should show them. */
  readonly onRetry: () => void;
}

const NOTE_LASTS_MS = 6_000;

/**
 * Shows the page's question and note where their components did not load: a question as the browser itself asks, a
 * note as a plain line. Those that come later try to load them again.
 */
export function PlainOverlays({ question, note, onAnswer, onNoteGone, onRetry }: Props) {
  const first = useRef({ question, note });
  const ask = useEffectEvent(() => {
    if (!question) return;
    if (first.current.question !== question) return onRetry();
    onAnswer(window.confirm([question.title, question.text].filter(Boolean).join('\n\n')));
  });
  const say = useEffectEvent(() => {
    if (first.current.note?.key !== note?.key && note) return onRetry();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once
  useEffect(() => ask(), [question]);
  const key = note?.key;
  const end = useEffectEvent(onNoteGone);
  useEffect(() => {
    if (key === undefined) return;
    say();
    const timer = setTimeout(() => end(), NOTE_LASTS_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return note ? <Line note={note} onGone={onNoteGone} /> : null;
}

function Line({ note: { text, act, onUndo }, onGone }: { note: Note; onGone: () => void }) {
  const choice = act ?? (onUndo && { title: t('ui.undo'), onAct: onUndo });
  return (
    <div className={styles['note']} role="status">
      <span>{text}</span>
      {choice && (
        <button
          type="button"
          onClick={() => {
            onGone();
            choice.onAct();
          }}
        >
          {choice.title}
        </button>
      )}
    </div>
  );
}
