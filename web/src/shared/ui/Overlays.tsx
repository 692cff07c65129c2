import {
  createContext,
  lazy,
  type PropsWithChildren,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { wordsOf } from '../api/words';
import type { Note, Question } from './overlay';

interface Overlays {
  /** Ask, and give whether the person agreed. */
  readonly confirm: (question: Question) => Promise<boolean>;
  /** Say at the foot of the page what has happened, with a way back where there is one. */
  readonly note: (note: Note) => void;
  /** Say at the foot of the page why something failed. */
  readonly noteFailure: (failure: unknown) => void;
}

const Context = createContext<Overlays | undefined>(undefined);

/** Give the page's questions and notes. */
export function useOverlays(): Overlays {
  const overlays = use(Context);
  if (!overlays) throw new Error('no <OverlayProvider> above');
  return overlays;
}

const loadHost = () => import('./OverlayHost');
const OverlayHost = lazy(() => loadHost().then((module) => ({ default: module.OverlayHost })));

/** Gives the page its questions and notes, one of each at a time. What draws them comes after the first look. */
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
    answer.current?.(agreed);
    answer.current = undefined;
    setQuestion(undefined);
  }, []);
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
      noteFailure: (failure) => say({ text: wordsOf(failure) }),
    };
  }, []);

  return (
    <Context value={overlays}>
      {children}
      {isWanted && (
        <Suspense>
          <OverlayHost
            question={question}
            note={note}
            onAnswer={settle}
            onNoteGone={() => setNote(undefined)}
          />
        </Suspense>
      )}
    </Context>
  );
}
