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
    case 'bold':
      return (
        <strong>
          <FormattedText pieces={piece.pieces} onMention={onMention} me={me} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <FormattedText pieces={piece.pieces} onMention={onMention} me={me} />
        </em>
      );
    case 'link':
      return (
        <a className={styles['link']} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {piece.text}
        </a>
      );
    case 'mention':
      return <Mention piece={piece} onMention={onMention} me={me} />;
  }
}

interface MentionProps extends Pick<Props, 'onMention' | 'me'> {
  readonly piece: Extract<Piece, { kind: 'mention' }>;
}

function Mention({ piece, onMention, me }: MentionProps) {
  const { profileId, text } = piece;
  const look = profileId === null || profileId === me ? styles['own'] : styles['mention'];
  if (profileId === null) return <span className={look}>{text}</span>;
  return (
    <button type="button" className={look} onClick={() => onMention(profileId)}>
      {text}
    </button>
  );
}
