import {
  createContext,
  type PropsWithChildren,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { errorText } from '../api/error-text';
import { onFailure } from '../api/failures';
import { historySettled, useClosedByBack } from './back';
import { late } from './late';
import type { Note, OverlaysShown, Question } from './overlay';
import { PlainOverlays } from './PlainOverlays';

interface Overlays {
  /** Ask, and resolve to whether the person agreed. */
  readonly confirm: (question: Question) => Promise<boolean>;
  /** Show a note at the bottom of the page, with an undo where there is one. */
  readonly note: (note: Note) => void;
  /** Show an error as a note at the bottom of the page. */
  readonly noteFailure: (failure: unknown) => void;
}

const Context = createContext<Overlays | undefined>(undefined);

/** Return the page's questions and notes. */
export function useOverlays(): Overlays {
  const overlays = use(Context);
  if (!overlays) throw new Error('no <OverlayProvider> above');
  return overlays;
}

const loadHost = () => import('./OverlayHost').then((module) => module.OverlayHost);
const OverlayHost = late<OverlaysShown>(loadHost, {
  instead: (props, retry) => <PlainOverlays {...props} onRetry={retry} />,
});

/** Provides the page's questions and notes, one of each at a time. Their components load after the first render. */
export function OverlayProvider({ children }: PropsWithChildren) {
  const [question, setQuestion] = useState<Question>();
  const [note, setNote] = useState<Note & { readonly key: number }>();
  const [isWanted, setIsWanted] = useState(false);
  const answer = useRef<(agreed: boolean) => void>(undefined);
  const count = useRef(0);

  useEffect(() => {
    const timer = setTimeout(() => void loadHost().catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, []);
  const settle = useCallback((agreed: boolean) => {
    const resolve = answer.current;
    answer.current = undefined;
    setQuestion(undefined);
    void historySettled().then(() => resolve?.(agreed));
  }, []);
  useClosedByBack(question !== undefined, () => settle(false));
  const overlays = useMemo<Overlays>(() => {
    const say = (next: Note) => {
      count.current += 1;
      setNote({ ...next, key: count.current });
      setIsWanted(true);
    };
    return {
      confirm: (next) => {
        answer.current?.(false);
        setQuestion(next);
        setIsWanted(true);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      },
      note: say,
      noteFailure: (failure) => say({ text: errorText(failure) }),
    };
  }, []);

  useEffect(() => onFailure(overlays.noteFailure), [overlays]);

  return (
    <Context value={overlays}>
      {children}
      {isWanted && (
        <OverlayHost
          question={question}
          note={note}
          onAnswer={settle}
          onNoteGone={() => setNote(undefined)}
        />
      )}
    </Context>
  );
}
