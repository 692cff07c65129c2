import { Icon20ListBulletOutline, Icon20PinSlashOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import { indexOf, linesOf, type Place, placeAfter, type ShownPin } from '../model/pins';
import styles from './PinBar.module.css';

interface Props {
  /** The newest first. */
  readonly pins: readonly ShownPin[];
  readonly mayPin: boolean;
  readonly onJump: (number: number) => void;
  readonly onShowAll: () => void;
  readonly onUnpin: (messageId: string) => void;
}

/** The pinned messages under the chat's header: a press shows the message, and the bar goes on to the next. */
export function PinBar({ pins, mayPin, onJump, onShowAll, onUnpin }: Props) {
  const [place, setPlace] = useState<Place>();
  const index = indexOf(pins, place);
  const pin = pins[index];
  if (!pin) return null;
  const { author, words } = pin;
  const isOnly = pins.length === 1;
  const title = isOnly
    ? t('pins.pinned')
    : t('pins.pinnedOf', { number: pins.length - index, count: pins.length });
  return (
    <section className={styles['bar']} aria-label={t('pins.all')}>
      <button
        type="button"
        className={styles['jump']}
        onClick={() => {
          onJump(pin.number);
          setPlace(placeAfter(pins, index));
        }}
      >
        <VisuallyHidden>{t('pins.jump', { title, author, words })}</VisuallyHidden>
        <Lines count={pins.length} index={index} />
        <span aria-hidden className={styles['about']}>
          <span className={styles['title']}>{title}</span>
          <span className={styles['words']}>
            <b>{author}:</b> {words}
          </span>
        </span>
      </button>
      {!isOnly && (
        <IconButton looks={styles['button']} onClick={onShowAll} label={t('pins.showAll')}>
          <Icon20ListBulletOutline width={24} height={24} />
        </IconButton>
      )}
      {isOnly && mayPin && (
        <IconButton looks={styles['button']} onClick={() => onUnpin(pin.messageId)} label={t('pins.unpin')}>
          <Icon20PinSlashOutline width={24} height={24} />
        </IconButton>
      )}
    </section>
  );
}

function Lines({ count, index }: { count: number; index: number }) {
  const lines = linesOf(count, index);
  return (
    <span aria-hidden className={styles['lines']}>
      {Array.from({ length: lines.count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <i key={at} className={at === lines.current ? styles['current'] : undefined} />
      ))}
    </span>
  );
}
