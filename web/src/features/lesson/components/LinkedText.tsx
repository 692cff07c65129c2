import { partsOf } from '@/shared/text/addresses';
import styles from './Lesson.module.css';

/** A text of the journal, with its addresses as links. */
export function LinkedText({ children }: { readonly children: string }) {
  return partsOf(children).map(({ text, href }, at) =>
    href === undefined ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places
      <a key={at} className={styles['link']} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    ),
  );
}
