import { clsx } from 'clsx';
import { colourClass } from '../person/colours';
import { lettersOf, type Names } from '../person/person';
import styles from './Avatar.module.css';

/** Whose picture it is: a person's or a group's. */
export interface Face {
  /** The person's names or the chat's title, for the letters. */
  readonly name: Names | string;
  /** The id of the person or the chat, for the colour. */
  readonly id: string;
  /** URL of the picture, if there is one. */
  readonly src?: string | undefined;
}

interface Props extends Face {
  readonly size?: 24 | 32 | 36 | 40 | 48 | 72 | 96;
  readonly isOnline?: boolean;
}

/** A round picture, or letters on the colour of the id. Hidden from screen readers. */
export function Avatar({ name, id, src, size = 48, isOnline = false }: Props) {
  return (
    <span className={clsx(styles.avatar, styles[`size${size}`], colourClass(id))} aria-hidden>
      {src ? (
        <img src={src} alt="" width={size} height={size} loading="lazy" />
      ) : (
        <span data-letters={lettersOf(name)} />
      )}
      {isOnline && <span className={styles.online} />}
    </span>
  );
}
