import { type DragEvent, useId, useRef, useState } from 'react';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import type { Candidate } from '../model/mentions';
import type { Written } from '../model/written';
import { AttachmentStrip } from './AttachmentStrip';
import styles from './Composer.module.css';
import { ComposerField } from './ComposerField';
import { ContextBar, type WritingContext } from './ContextBar';
import type { ShownCandidate } from './MentionList';
import { useAttachments } from './useAttachments';

interface Props {
  /** Why the person may not write here; then there is no field. */
  readonly reason: TextKey | undefined;
  /** What is being written, here or on another device. */
  readonly draft: string;
  readonly context: WritingContext | undefined;
  readonly candidates: readonly ShownCandidate[];
  readonly enterSends: boolean;
  /** Resolves once it is stored; only then the field is empty again. */
  readonly onSend: (written: Written) => Promise<void>;
  readonly onSaveEdit: (written: Written) => Promise<void>;
  readonly onDraft: (text: string) => void;
  readonly onTyping: () => void;
  readonly onLeaveContext: () => void;
  readonly onEditLast: () => void;
  readonly onComplain: (words: string) => void;
  readonly onFailure: (failure: unknown) => void;
}

const NOBODY: readonly Candidate[] = [];

/** The composer: the field with its buttons, the quoted or edited message, and attachments. */
export function Composer(props: Props) {
  const { reason, context, draft, onDraft, onComplain } = props;
  const [edited, setEdited] = useState<{ readonly id: string; readonly text: string }>();
  const [isBusy, setIsBusy] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const attachments = useAttachments(onComplain);
  const id = useId();
  if (reason) return <p className={styles['refusal']}>{t(reason)}</p>;

  const isEditing = context?.kind === 'edit';
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (isEditing || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      if (!isOver) return;
      event.preventDefault();
      setIsOver(false);
      attachments.add([...event.dataTransfer.files]);
    },
  };
  const finish = async (sent: Omit<Written, 'files'>) => {
    const files = isEditing ? [] : attachments.files;
    setIsBusy(true);
    try {
      await (isEditing ? props.onSaveEdit : props.onSend)({ ...sent, files });
      attachments.drop(files);
      setEdited(undefined);
    } catch (failure) {
      props.onFailure(failure);
    } finally {
      setIsBusy(false);
    }
  };
  const leaveContext = () => {
    setEdited(undefined);
    props.onLeaveContext();
  };
  const shown = isEditing ? (edited?.id === context.id ? edited.text : context.text) : draft;
  return (
    <div className={styles['composer']} {...drop}>
      {context && <ContextBar context={context} onLeave={leaveContext} />}
      {!isEditing && <AttachmentStrip files={attachments.files} onRemove={attachments.remove} />}
      <ComposerField
        key={isEditing ? `edit ${context.id}` : 'write'}
        id={id}
        text={shown}
        candidates={props.candidates}
        mentioned={isEditing ? context.mentioned : NOBODY}
        enterSends={props.enterSends}
        isEditing={isEditing}
        isBusy={isBusy}
        hasContext={context !== undefined}
        hasFiles={attachments.files.length > 0}
        focusOn={context}
        onChange={(text) => {
          if (isEditing) return setEdited({ id: context.id, text });
          onDraft(text);
          if (text) props.onTyping();
        }}
        onFinish={(sent) => void finish(sent)}
        onAttach={() => input.current?.click()}
        onPasteFiles={attachments.add}
        onLeaveContext={leaveContext}
        onEditLast={props.onEditLast}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t('composer.attach')}
        onChange={({ target }) => {
          attachments.add([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {isOver && <div className={styles['drop']}>{t('composer.dropHere')}</div>}
    </div>
  );
}
