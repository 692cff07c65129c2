import { clsx } from 'clsx';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { OpeningButton } from './OpeningButton';
import styles from './Popover.module.css';
import { usePopup } from './popup';

interface Props {
  /** The name of the button and of what it opens. */
  readonly label: string;
  /** What the button shows. */
  readonly sign: ReactNode;
  /** The class of the button. */
  readonly looks?: string | undefined;
  /** True if the words in `sign` name the button. */
  readonly hasWords?: boolean;
  /** The class of what surrounds both; the panel stands above or below it. */
  readonly place?: string | undefined;
  /** The class of the panel. */
  readonly panel?: string | undefined;
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a panel. Escape, a press elsewhere and «Back» close it. */
export function Popover({ label, sign, looks, hasWords = false, place, panel, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const close = () => setIsOpen(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape of what is inside
    <div
      ref={around}
      className={place ?? styles['around']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <OpeningButton
        name={hasWords ? undefined : label}
        looks={looks}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {sign}
      </OpeningButton>
      {isOpen && (
        <Panel label={label} looks={panel} around={around} onClose={close}>
          {children(close)}
        </Panel>
      )}
    </div>
  );
}

interface PanelProps {
  readonly label: string;
  readonly looks: string | undefined;
  readonly around: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Panel({ label, looks, around, onClose, children }: PanelProps) {
  usePopup(onClose, around);
  return (
    <div role="dialog" aria-label={label} className={clsx(styles['panel'], looks)}>
      {children}
    </div>
  );
}
