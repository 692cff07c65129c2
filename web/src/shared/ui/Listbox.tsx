import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import styles from './Listbox.module.css';

interface Props<Option> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly current: number;
  readonly keyOf: (option: Option) => string;
  readonly onChoose: (option: Option) => void;
  readonly children: (option: Option) => ReactNode;
  /** The class of an option. */
  readonly looks?: string | undefined;
}

/** What the words in a text field offer. The field keeps the focus and names the current option (`fieldOfListbox`). */
export function Listbox<Option>(props: Props<Option>) {
  const { id, label, options, current, keyOf, onChoose, children, looks } = props;
  return (
    <div id={id} className={styles['list']} role="listbox" aria-label={label}>
      {options.map((option, at) => (
        <button
          key={keyOf(option)}
          id={optionId(id, at)}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={at === current}
          className={clsx(styles['option'], looks)}
          // The field must keep the focus, otherwise the phone's keyboard closes.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {children(option)}
        </button>
      ))}
    </div>
  );
}

/** Return what the text field of a listbox has, for assistive technology. */
export function fieldOfListbox(id: string, isOpen: boolean, current: number) {
  return {
    'aria-autocomplete': 'list',
    'aria-controls': isOpen ? id : undefined,
    'aria-activedescendant': isOpen ? optionId(id, current) : undefined,
  } as const;
}

function optionId(listId: string, at: number): string {
  return `${listId}-${at}`;
}
