import { clsx } from 'clsx';
import { initials } from '../i18n/names';
import styles from './Avatar.module.css';

interface Props {
  /** The person's or the chat's title, for the initials. */
  readonly title: string;
  /** The id, for the colour: it stays when the title changes. */
  readonly id: string;
  /** URL of the picture, if there is one. */
  readonly src?: string | undefined;
  readonly size?: 24 | 32 | 36 | 40 | 48 | 72 | 96;
  readonly isOnline?: boolean;
}

const COLOURS = 7;

/** The number of a colour of people. */
type Colour = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A round picture, or initials on a colour derived from the id. Hidden from screen readers. */
export function Avatar({ title, id, src, size = 48, isOnline = false }: Props) {
  return (
    <span className={clsx(styles.avatar, styles[`size${size}`], styles[`colour${colourOf(id)}`])} aria-hidden>
      {src ? (
        <img src={src} alt="" width={size} height={size} loading="lazy" />
      ) : (
        <span data-letters={initials(title)} />
      )}
      {isOnline && <span className={styles.online} />}
    </span>
  );
}

/** Return the colour number (0–6) of an id; also used for names in group chats. */
export function colourOf(id: string): Colour {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return (sum % COLOURS) as Colour;
}
