import type { Texts } from './catalogue';

/** The key of any text of the interface. */
export type AnyTextKey = keyof Texts;

/** The key of a text without arguments: what labels and titles that are data have. */
export type TextKey = { [Key in AnyTextKey]: Texts[Key] extends null ? Key : never }[AnyTextKey];

/** The arguments of a text; of one of several texts, the arguments of all of them. */
export type TextArguments<Key extends AnyTextKey> = [Key] extends [TextKey]
  ? []
  : [values: Together<Exclude<Texts[Key], null>>];

type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
