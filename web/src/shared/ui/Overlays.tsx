import { Button, ModalCard, ModalRoot, Snackbar } from '@vkontakte/vkui';
import { createContext, type PropsWithChildren, use, useCallback, useMemo, useRef, useState } from 'react';
import { wordsOf } from '../api/words';
import { t } from '../i18n/text';

interface Question {
  readonly title: string;
  readonly text?: string;
  /** The word on the button, a verb: «Удалить». */
  readonly confirm: string;
  readonly isDestructive?: boolean;
}

interface Note {
  readonly text: string;
  /** What takes it back; the note then has a button. */
  readonly onUndo?: () => void;
}

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

/** Shows the page's questions and notes, one of each at a time. */
export function OverlayProvider({ children }: PropsWithChildren) {
  const [question, setQuestion] = useState<Question>();
  const [shown, setShown] = useState<Note & { readonly key: number }>();
  const answer = useRef<(agreed: boolean) => void>(undefined);
  const count = useRef(0);

  const settle = useCallback((agreed: boolean) => {
    answer.current?.(agreed);
    answer.current = undefined;
    setQuestion(undefined);
  }, []);
  const overlays = useMemo<Overlays>(() => {
    const note = (next: Note) => {
      count.current += 1;
      setShown({ ...next, key: count.current });
    };
    return {
      confirm: (next) => {
        answer.current?.(false);
        setQuestion(next);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      },
      note,
      noteFailure: (failure) => note({ text: wordsOf(failure) }),
    };
  }, []);

  return (
    <Context value={overlays}>
      {children}
      <ModalRoot activeModal={question ? 'question' : null} onClose={() => settle(false)}>
        <ModalCard
          id="question"
          title={question?.title}
          description={question?.text}
          actions={question && <Answers question={question} onAnswer={settle} />}
        />
      </ModalRoot>
      {shown && (
        <Snackbar
          key={shown.key}
          onClosed={() => setShown(undefined)}
          {...(shown.onUndo ? { action: t('ui.undo'), onActionClick: shown.onUndo } : {})}
        >
          {shown.text}
        </Snackbar>
      )}
    </Context>
  );
}

function Answers({ question, onAnswer }: { question: Question; onAnswer: (agreed: boolean) => void }) {
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      <Button size="l" stretched mode="secondary" onClick={() => onAnswer(false)}>
        {t('ui.cancel')}
      </Button>
      <Button
        size="l"
        stretched
        appearance={question.isDestructive ? 'negative' : 'accent'}
        onClick={() => onAnswer(true)}
      >
        {question.confirm}
      </Button>
    </div>
  );
}
