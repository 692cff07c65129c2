import { Fragment, type ReactNode } from 'react';
import type { TextKey } from './keys';
import { type TextValues, t } from './text';

interface Props {
  readonly text: TextKey;
  readonly values?: TextValues;
  /** What stands for `<name>words</name>` in the text. */
  readonly tags: Readonly<Record<string, (words: string) => ReactNode>>;
}

/** A text with links or emphasis inside: `<name>words</name>` becomes what `tags.name` gives. */
export function RichText({ text, values, tags }: Props) {
  const parts = t(text, values).split(/<(\w+)>(.*?)<\/\1>/);
  const shown: ReactNode[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    shown.push(parts[at]);
    const [name, words] = [parts[at + 1], parts[at + 2]];
    if (name !== undefined && words !== undefined) shown.push(tags[name]?.(words) ?? words);
  }
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places
  return shown.map((part, at) => <Fragment key={at}>{part}</Fragment>);
}
