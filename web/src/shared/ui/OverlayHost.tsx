import { Button, ButtonGroup, ModalCard, ModalRoot, Snackbar } from '@vkontakte/vkui';
import { useEffect, useState } from 'react';
import { t } from '../i18n/text';
import type { Note, Question } from './overlay';

interface Props {
  readonly question: Question | undefined;
  readonly note: (Note & { readonly key: number }) | undefined;
  readonly onAnswer: (agreed: boolean) => void;
  readonly onNoteGone: () => void;
}

/** Renders the page's question and note. */
export function OverlayHost({ question, note, onAnswer, onNoteGone }: Props) {
  const last = useLast(question);
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
