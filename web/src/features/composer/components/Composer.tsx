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
  /** The saved draft. */
  readonly draft: string;
  readonly context: WritingContext | undefined;
  readonly candidates: readonly ShownCandidate[];
  readonly enterSends: boolean;
  readonly onSend: (written: Written) => void;
  readonly onSaveEdit: (written: Written) => void;
  readonly onDraft: (text: string) => void;
  readonly onTyping: () => void;
  readonly onLeaveContext: () => void;
  readonly onEditLast: () => void;
  readonly onComplain: (words: string) => void;
}

const NOBODY: readonly Candidate[] = [];

/** The composer: the field with its buttons, the quoted or edited message, and attachments. */
export function Composer(props: Props) {
  const { reason, context, draft, onDraft, onComplain } = props;
  const [written, setWritten] = useState(draft);
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
  const finish = (sent: Omit<Written, 'files'>) => {
    if (isEditing) {
      props.onSaveEdit({ ...sent, files: [] });
      return;
    }
    props.onSend({ ...sent, files: attachments.files });
    attachments.clear();
    setWritten('');
  };
  return (
    <div className={styles['composer']} {...drop}>
      {context && <ContextBar context={context} onLeave={props.onLeaveContext} />}
      {!isEditing && <AttachmentStrip files={attachments.files} onRemove={attachments.remove} />}
      <ComposerField
        key={isEditing ? `edit ${context.id}` : 'write'}
        id={id}
        initial={isEditing ? context.text : written}
        candidates={props.candidates}
        mentioned={isEditing ? context.mentioned : NOBODY}
        enterSends={props.enterSends}
        isEditing={isEditing}
        hasContext={context !== undefined}
        hasFiles={attachments.files.length > 0}
        focusOn={context}
        onChange={(text) => {
          if (isEditing) return;
          setWritten(text);
          onDraft(text);
          if (text) props.onTyping();
        }}
        onFinish={finish}
        onAttach={() => input.current?.click()}
        onPasteFiles={attachments.add}
        onLeaveContext={props.onLeaveContext}
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
