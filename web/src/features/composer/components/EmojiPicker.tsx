import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { EMOJI } from '../model/emoji';
import styles from './EmojiPicker.module.css';

interface Props {
  readonly onChoose: (emoji: string) => void;
}

const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -COLUMNS,
  ArrowDown: COLUMNS,
};

/** A small set of emoji by group, with arrow key navigation; it begins at the first one. */
export function EmojiPicker({ onChoose }: Props) {
  const [group, setGroup] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const shown = EMOJI[group];
  useEffect(() => {
    // On a phone the keyboard stays where it is.
    if (window.matchMedia('(hover: hover)').matches) grid.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div className={styles['picker']}>
      <div
        className={styles['groups']}
        role="tablist"
        aria-label={t('composer.emoji')}
        onKeyDown={moveAmongStops}
      >
        {EMOJI.map(({ title, emoji }, at) => (
          <button
            key={title}
            type="button"
            role="tab"
            data-stop
            aria-selected={at === group}
            aria-label={t(title)}
            title={t(title)}
            onClick={() => setGroup(at)}
          >
            {emoji[0]}
          </button>
        ))}
      </div>
      {shown && (
        <div
          ref={grid}
          className={styles['grid']}
          role="tabpanel"
          aria-label={t(shown.title)}
          onKeyDown={moveInGrid}
        >
          {shown.emoji.map((emoji, at) => (
            <button
              key={emoji}
              type="button"
              data-stop
              tabIndex={at === 0 ? 0 : -1}
              onClick={() => onChoose(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function moveInGrid(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll('button')];
  const next = all[all.indexOf(document.activeElement as HTMLButtonElement) + step];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
