import { Button, ButtonGroup, ModalCard, ModalRoot, Snackbar } from '@vkontakte/vkui';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../i18n/text';
import type { OverlaysShown, Question } from './overlay';

/** A note goes after this time at the latest: without motion its animations, which count four seconds, do not end. */
const LONGEST_MS = 6_000;

/** What stands at the foot of pages stays free: the composer, the tabs, the controls of a call. */
const ABOVE_FOOT = 'calc(80px + env(safe-area-inset-bottom))';

/** Renders the page's question and note. */
export function OverlayHost({ question, note, onAnswer, onNoteGone }: OverlaysShown) {
  const last = useLast(question);
  const shown = useGone(note?.key, onNoteGone);
  return (
    <>
      <ModalRoot activeModal={question ? 'question' : null} onClose={() => onAnswer(false)}>
        <ModalCard
          id="question"
          title={last?.title}
          description={last?.text}
          actions={last && <Answers question={last} onAnswer={onAnswer} />}
        />
      </ModalRoot>
      {note && (
        <Snackbar
          key={note.key}
          getRootRef={shown}
          placement="bottom"
          offsetY={ABOVE_FOOT}
          onClosed={onNoteGone}
          {...(note.onUndo ? { action: t('ui.undo'), onActionClick: note.onUndo } : {})}
          {...(note.act ? { action: note.act.title, onActionClick: note.act.onAct } : {})}
        >
          {note.text}
        </Snackbar>
      )}
    </>
  );
}

/** Ends the note `key` in time, but never while its button has the focus; return the reference of its element. */
function useGone(key: number | undefined, onGone: () => void) {
  const shown = useRef<HTMLDivElement>(null);
  const end = useEffectEvent(() => {
    if (!shown.current?.contains(document.activeElement)) onGone();
  });
  useEffect(() => {
    if (key === undefined) return;
    const timer = setInterval(() => end(), LONGEST_MS);
    return () => clearInterval(timer);
  }, [key]);
  return shown;
}

/** Keeps the text while the card is closing. */
function useLast(question: Question | undefined): Question | undefined {
  const [last, setLast] = useState(question);
  useEffect(() => {
    if (question) setLast(question);
  }, [question]);
  return question ?? last;
}

function Answers({ question, onAnswer }: { question: Question; onAnswer: (agreed: boolean) => void }) {
  return (
    <ButtonGroup stretched>
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
    </ButtonGroup>
  );
}
