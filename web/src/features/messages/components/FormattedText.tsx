import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Piece } from '../model/formatting';
import styles from './FormattedText.module.css';

interface Props {
  readonly pieces: readonly Piece[];
  readonly onMention: (profileId: string) => void;
  /** The viewer's id: own mentions are highlighted. */
  readonly me: string;
}

/** The formatted text of a message; built of elements, never of HTML. */
export function FormattedText({ pieces, onMention, me }: Props) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text keep their places
  return pieces.map((piece, at) => <Shown key={at} piece={piece} onMention={onMention} me={me} />);
}

function Shown({ piece, onMention, me }: { piece: Piece } & Pick<Props, 'onMention' | 'me'>) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <code className={styles['code']}>{piece.text}</code>;
    case 'pre':
      return <code className={clsx(styles['code'], styles['pre'])}>{piece.text}</code>;
    default:
      return (
        <Around piece={piece} onMention={onMention} me={me}>
          <FormattedText pieces={piece.pieces} onMention={onMention} me={me} />
        </Around>
      );
  }
}

interface AroundProps extends Pick<Props, 'onMention' | 'me'> {
  readonly piece: Extract<Piece, { pieces: readonly Piece[] }>;
  readonly children: ReactNode;
}

function Around({ piece, onMention, me, children }: AroundProps) {
  switch (piece.kind) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'link':
      return (
        <a className={styles['link']} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {children}
        </a>
      );
    case 'mention':
      return (
        <Mention profileId={piece.profileId} onMention={onMention} me={me}>
          {children}
        </Mention>
      );
  }
}

interface MentionProps extends Pick<Props, 'onMention' | 'me'> {
  readonly profileId: string | null;
  readonly children: ReactNode;
}

function Mention({ profileId, onMention, me, children }: MentionProps) {
  const look = profileId === null || profileId === me ? styles['own'] : styles['mention'];
  if (profileId === null) return <span className={look}>{children}</span>;
  return (
    <button type="button" className={look} onClick={() => onMention(profileId)}>
      {children}
    </button>
  );
}
