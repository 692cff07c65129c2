/** The composer of the class chat in tests, with a draft as the data layer keeps it. */
import { act, screen } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { expect, vi } from 'vitest';
import { show } from '@/shared/testing/screen';
import { Composer } from './components/Composer';
import type { WritingContext } from './components/ContextBar';
import type { ShownCandidate } from './components/MentionList';
import type { Candidate } from './model/mentions';
import type { Written } from './model/written';

const candidate = (profileId: string, first_name: string, last_name: string): ShownCandidate => ({
  profileId,
  label: `${first_name} ${last_name}`,
  person: { name: { first_name, last_name, patronymic: null }, badges: [] },
  about: '',
  face: last_name,
  picture: undefined,
});
const PEOPLE = [
  candidate('elena', 'Елена', 'Салтыкова-Щедрина'),
  candidate('ivanova', 'Анна', 'Иванова'),
  candidate('petrova', 'Анна', 'Иванова-Петрова'),
];

interface Given {
  readonly context?: WritingContext;
  readonly draft?: string;
  readonly enterSends?: boolean;
  readonly reason?: 'composer.archived';
}

type ComposerProps = Parameters<typeof Composer>[0];

/** The composer with its draft, which `onHear` lets others change. */
function Drafted({
  onHear,
  ...props
}: ComposerProps & { readonly onHear: (hear: (change: (now: string) => string) => void) => void }) {
  const [draft, setDraft] = useState(props.draft);
  const [files, setFiles] = useState(props.files);
  const [edited, setEdited] = useState<{ readonly id: string; readonly text: string }>();
  useEffect(() => onHear(setDraft), [onHear]);
  const onDraft = (text: string) => {
    props.onDraft(text);
    setDraft(text);
  };
  const { context } = props;
  const shown =
    context?.kind === 'edit' && context.id === edited?.id ? { ...context, text: edited.text } : context;
  const onEdited = (text: string) => setEdited({ id: context?.id ?? '', text });
  const held = { draft, files, context: shown, onDraft, onEdited, onFiles: setFiles };
  return <Composer {...props} {...held} />;
}

/** Render the composer of the class chat: what is sent is stored at once, and then no draft any more. */
export function openComposer({ context, draft = '', enterSends = true, reason }: Given = {}) {
  let change: (how: (now: string) => string) => void = () => undefined;
  const acts = {
    onSend: vi.fn(async ({ typed }: Written) => change((now) => now.slice(typed.length))),
    onSaveEdit: vi.fn(async (_: Written) => undefined),
    onDraft: vi.fn(),
    onEdited: vi.fn(),
    onFiles: vi.fn(),
    onTyping: vi.fn(),
    onLeaveContext: vi.fn(),
    onEditLast: vi.fn(),
    onComplain: vi.fn(),
    onFailure: vi.fn(),
  };
  const onHear = (hear: typeof change) => {
    change = hear;
  };
  const part = (now: WritingContext | undefined) => (
    <Drafted
      reason={reason}
      draft={draft}
      files={[]}
      context={now}
      candidates={PEOPLE}
      enterSends={enterSends}
      onHear={onHear}
      {...acts}
    />
  );
  const shown = show(part(context));
  return {
    ...shown,
    ...acts,
    /** The draft comes from another device. */
    hear: (text: string) => act(() => change(() => text)),
    turnTo: (now: WritingContext | undefined) => shown.again(part(now)),
  };
}

/** The field. */
export const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Сообщение' });
/** A message without formatting and files. */
export const plain = (text: string) => expect.objectContaining({ text, entities: [], files: [] });
/** The edit of a message. */
export const editing = (text: string, mentioned: readonly Candidate[] = []): WritingContext => ({
  kind: 'edit',
  id: 'one',
  text,
  words: text,
  mentioned,
});
