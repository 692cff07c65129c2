import { useId, useRef } from 'react';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { useFileDrop } from '@/shared/ui/file-drop';
import { attachmentsOf, type ChangeFiles } from '../model/change-files';
import type { Candidate } from '../model/mentions';
import type { Written } from '../model/written';
import { AttachmentStrip } from './AttachmentStrip';
import styles from './Composer.module.css';
import { ComposerField } from './ComposerField';
import { ContextBar, type WritingContext } from './ContextBar';
import type { ShownCandidate } from './MentionList';

interface Props {
  /** Why the person may not write here; then there is no field. */
  readonly reason: TextKey | undefined;
  /** What is being written, here or on another device. */
  readonly draft: string;
  readonly files: readonly File[];
  readonly context: WritingContext | undefined;
  readonly candidates: readonly ShownCandidate[];
  readonly enterSends: boolean;
  /** Resolves once it is stored; only then the field is empty again. */
  readonly onSend: (written: Written) => Promise<void>;
  readonly onSaveEdit: (written: Written) => Promise<void>;
  readonly onDraft: (text: string) => void;
  readonly onEdited: (text: string) => void;
  readonly onFiles: ChangeFiles;
  readonly onTyping: () => void;
  readonly onLeaveContext: () => void;
  readonly onEditLast: () => void;
  readonly onComplain: (words: string) => void;
  readonly onFailure: (failure: unknown) => void;
}

const NOBODY: readonly Candidate[] = [];

/** The composer: the field with its buttons, the quoted or edited message, and attachments. */
export function Composer(props: Props) {
  const { reason, context, draft, onDraft } = props;
  const input = useRef<HTMLInputElement>(null);
  const attachments = attachmentsOf(props.files, props.onFiles, props.onComplain);
  const id = useId();
  const isEditing = context?.kind === 'edit';
  const isOver = useFileDrop(reason || isEditing ? undefined : attachments.add);
  if (reason) return <p className={styles['refusal']}>{t(reason)}</p>;

  const finish = async (sent: Omit<Written, 'files'>) => {
    const files = isEditing ? [] : props.files;
    try {
      await (isEditing ? props.onSaveEdit : props.onSend)({ ...sent, files });
      attachments.drop(files);
      return true;
    } catch (failure) {
      props.onFailure(failure);
      return false;
    }
  };
  return (
    <div className={styles['composer']}>
      {context && <ContextBar context={context} onLeave={props.onLeaveContext} />}
      {!isEditing && <AttachmentStrip files={props.files} onRemove={attachments.remove} />}
      <ComposerField
        key={isEditing ? `edit ${context.id}` : 'write'}
        id={id}
        text={isEditing ? context.text : draft}
        candidates={props.candidates}
        mentioned={isEditing ? context.mentioned : NOBODY}
        enterSends={props.enterSends}
        isEditing={isEditing}
        hasContext={context !== undefined}
        hasFiles={props.files.length > 0}
        focusOn={context?.id}
        onChange={(text) => {
          if (isEditing) return props.onEdited(text);
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
