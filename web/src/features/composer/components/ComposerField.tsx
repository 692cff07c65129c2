import { Icon24Send, Icon28AttachOutline, Icon28DoneOutline, Icon28SmileOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { composed, isBlank } from '@/shared/text/visible';
import { IconButton } from '@/shared/ui/IconButton';
import { fieldOfListbox } from '@/shared/ui/Listbox';
import { actionOf } from '../model/keys';
import { readMarkup } from '../model/markup';
import { type Candidate, mentionsIn } from '../model/mentions';
import { pastedFiles } from '../model/pasted';
import type { Written } from '../model/written';
import styles from './ComposerField.module.css';
import { EmojiButton } from './EmojiButton';
import { MentionList, type ShownCandidate } from './MentionList';
import { useInTurn } from './useInTurn';
import { useMentions } from './useMentions';

interface Props {
  readonly id: string;
  readonly text: string;
  readonly candidates: readonly ShownCandidate[];
  /** Whom the text mentioned already, when it was opened to be changed. */
  readonly mentioned: readonly Candidate[];
  readonly enterSends: boolean;
  readonly isEditing: boolean;
  readonly hasContext: boolean;
  readonly hasFiles: boolean;
  /** Focuses the field whenever this changes. */
  readonly focusOn: string | undefined;
  readonly onChange: (text: string) => void;
  /** Resolves once it is stored, or has failed; tells whether it is stored. */
  readonly onFinish: (written: Omit<Written, 'files'>) => Promise<boolean>;
  readonly onAttach: () => void;
  readonly onPasteFiles: (files: readonly File[]) => void;
  readonly onLeaveContext: () => void;
  readonly onEditLast: () => void;
}

const MAX_LENGTH = 4096;
const MAX_ENTITIES = 100;
const SHOWS_COUNT_FROM = MAX_LENGTH - 200;

/** The growing field, its buttons and the list of people after «@». */
export function ComposerField(props: Props) {
  const { id, text, candidates, isEditing } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const placeCaret = useCaret(field);
  const replaceText = (next: string, caret?: number) => {
    props.onChange(next);
    if (caret !== undefined) placeCaret(caret);
  };
  const mentions = useMentions(candidates, props.mentioned, (next, caret) => replaceText(next, caret));
  useHeightOf(field, text);
  useFocus(field, props.focusOn);

  const isEmpty = isBlank(text) && !props.hasFiles;
  const over = text.length - MAX_LENGTH;
  const finish = useInTurn(text, async (typed) => {
    if (typed.length > MAX_LENGTH) return false;
    const written = readMarkup(composed(typed));
    if (isBlank(written.text) && !props.hasFiles) return false;
    const named = mentionsIn(written, [...props.mentioned, ...candidates], mentions.chosen);
    const entities = [...named, ...written.entities].slice(0, MAX_ENTITIES);
    field.current?.focus();
    return props.onFinish({ text: written.text, entities, typed });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    const action = actionOf(
      { key, shiftKey, ctrlKey, metaKey, isComposing: event.nativeEvent.isComposing },
      {
        enterSends: props.enterSends,
        isEmpty: text === '',
        isChoosingMention: mentions.offered.length > 0,
        isReplyingOrEditing: props.hasContext,
      },
    );
    if (action === 'none') return;
    event.preventDefault();
    event.stopPropagation();
    if (action === 'send') finish();
    else if (action === 'editLast') props.onEditLast();
    else if (action === 'leaveReply') props.onLeaveContext();
    else if (action === 'closeMentions') mentions.close();
    else mentions.onKey(key, text);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0 || isEditing) return;
    event.preventDefault();
    props.onPasteFiles(files);
  };
  const insert = (emoji: string) => {
    const caret = field.current?.selectionStart ?? text.length;
    replaceText(
      text.slice(0, caret) + emoji + text.slice(field.current?.selectionEnd ?? caret),
      caret + emoji.length,
    );
  };
  const listId = `${id}-people`;
  const isChoosing = mentions.offered.length > 0;
  return (
    <>
      {isChoosing && (
        <MentionList
          id={listId}
          candidates={mentions.offered}
          current={mentions.current}
          onChoose={(candidate) => mentions.choose(candidate, text)}
        />
      )}
      {over > 0 && (
        <p className={styles['over']} role="alert">
          {t('composer.tooLong', { over })}
        </p>
      )}
      <div className={styles['line']}>
        {!isEditing && (
          <IconButton looks={styles['button']} label={t('composer.attach')} onClick={props.onAttach}>
            <Icon28AttachOutline width={26} height={26} />
          </IconButton>
        )}
        <textarea
          ref={field}
          className={styles['field']}
          rows={1}
          value={text}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.placeholder')}
          {...fieldOfListbox(listId, isChoosing, mentions.current)}
          onChange={({ target }) => {
            replaceText(target.value);
            mentions.look(target.value, target.selectionStart);
          }}
          onSelect={({ currentTarget }) => mentions.look(currentTarget.value, currentTarget.selectionStart)}
          onBlur={mentions.close}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {text.length > SHOWS_COUNT_FROM && over <= 0 && <span className={styles['left']}>{-over}</span>}
        <EmojiButton
          className={styles['button']}
          icon={<Icon28SmileOutline width={26} height={26} />}
          onChoose={insert}
        />
        <IconButton
          looks={clsx(styles['button'], styles['send'])}
          disabled={isEmpty || over > 0}
          label={t(isEditing ? 'composer.save' : 'composer.send')}
          // Keeps the focus in the field, and the keyboard on the phone.
          onPointerDown={(event) => event.preventDefault()}
          onClick={finish}
        >
          {isEditing ? <Icon28DoneOutline /> : <Icon24Send width={26} height={26} />}
        </IconButton>
      </div>
    </>
  );
}

type Field = { readonly current: HTMLTextAreaElement | null };

/** Return the function that places the caret once the new text is in the field, before anything more is typed. */
function useCaret(field: Field): (caret: number) => void {
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    field.current?.focus();
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  });
  return (caret) => {
    wanted.current = caret;
  };
}

/** Older browsers do not know `field-sizing`; to measure there costs two layouts of the page for each letter. */
const GROWS_BY_ITSELF = globalThis.CSS?.supports('field-sizing', 'content') ?? false;

function useHeightOf(field: Field, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const shown = field.current;
    if (!shown || GROWS_BY_ITSELF) return;
    shown.style.height = 'auto';
    shown.style.height = `${shown.scrollHeight}px`;
  }, [text, field]);
}

/** On a computer the field is focused at once; on a phone that would open the keyboard. */
function useFocus(field: Field, focusOn: string | undefined): void {
  useEffect(() => {
    const hasKeyboard = window.matchMedia('(hover: hover)').matches;
    const shown = field.current;
    if (!shown || (!hasKeyboard && !focusOn)) return;
    shown.focus({ preventScroll: true });
    shown.setSelectionRange(shown.value.length, shown.value.length);
  }, [focusOn, field]);
}
