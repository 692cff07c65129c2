import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { Icon28ChevronDownOutline } from '@vkontakte/icons';
import { type KeyboardEvent, memo, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { dayHeading } from '@/shared/i18n/time';
import { CountBadge } from '@/shared/ui/CountBadge';
import { IconButton } from '@/shared/ui/IconButton';
import { Wall } from '@/shared/ui/Wall';
import { kindOf } from '../kinds/kinds';
import type { Row } from '../model/rows';
import type { Jump } from '../model/scroll';
import type { ShownMessage } from '../model/shown';
import styles from './History.module.css';
import { DayChip, UnreadLine } from './Marks';
import { MessageRow } from './MessageRow';
import { useHistoryScroll } from './useHistoryScroll';

export type HistoryRow = Row<ShownMessage>;

interface Props {
  readonly rows: readonly HistoryRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  /** The message to show; a new object shows it again. */
  readonly jump: Jump | undefined;
  /** The number of unread messages, for the button at the bottom. */
  readonly unread: number;
  readonly onToEnd: () => void;
  /** The newest message that was on the screen. */
  readonly onSeen: (number: number) => void;
}

const NEAR_END = 80;
const USUAL_HEIGHT = 56;

/** The conversation: infinite in both directions, anchored at its end, stable when older messages are added above. */
export function History(props: Props) {
  const { rows, jump, unread } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 10,
    anchorTo: 'end',
    scrollEndThreshold: NEAR_END,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const { isFarFromEnd, firstShown, scrollToEnd } = useHistoryScroll(virtualizer, scroller, props);
  const items = virtualizer.getVirtualItems();
  const day = rows[firstShown]?.message.sent_at;
  return (
    <div className={styles['history']}>
      <section
        ref={scroller}
        className={styles['scroller']}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
        tabIndex={0}
        aria-label={t('messages.history')}
        onKeyDown={moveAmongMessages}
      >
        <div className={styles['sizer']} style={{ height: virtualizer.getTotalSize() }}>
          <div className={styles['window']} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map((item: VirtualItem) => (
              <div key={item.key} ref={virtualizer.measureElement} data-index={item.index}>
                <Wall place="message" size="row" of={rows[item.index]?.message}>
                  <Shown
                    {...partsOf(rows[item.index])}
                    isFound={jump !== undefined && rows[item.index]?.message.number === jump.number}
                  />
                </Wall>
              </div>
            ))}
          </div>
        </div>
      </section>
      {virtualizer.isScrolling && day && (
        <div className={styles['day']} aria-hidden>
          <span>{dayHeading(day)}</span>
        </div>
      )}
      {isFarFromEnd && (
        <IconButton
          looks={styles['toEnd']}
          onClick={scrollToEnd}
          label={[t('messages.toEnd'), unread > 0 && t('ui.unread', { count: unread })]
            .filter(Boolean)
            .join(', ')}
        >
          <Icon28ChevronDownOutline width={24} height={24} />
          <span className={styles['count']}>
            <CountBadge count={unread} />
          </span>
        </IconButton>
      )}
    </div>
  );
}

type Parts = Partial<Omit<HistoryRow, 'key'>>;

function partsOf(row: HistoryRow | undefined): Parts {
  const { key: _, ...parts } = row ?? {};
  return parts;
}

interface ShownProps extends Parts {
  readonly isFound: boolean;
}

/** A row; its parts are given one by one, since a row is another object with every change of the conversation. */
const Shown = memo(function Shown({ message, beginsDay, beginsUnread, isFound, ...place }: ShownProps) {
  if (!message) return null;
  const { isFirst = false, isLast = false } = place;
  const kind = kindOf(message);
  return (
    <>
      {beginsDay && <DayChip at={message.sent_at} />}
      {beginsUnread && <UnreadLine />}
      {kind.layout === 'line' ? (
        <kind.View message={message} isFirst={isFirst} isLast={isLast} />
      ) : (
        <MessageRow message={message} isFirst={isFirst} isLast={isLast} isFound={isFound} />
      )}
    </>
  );
});

/** Arrow keys move between messages; from the list itself to the lowest visible one. */
function moveAmongMessages(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const scroller = event.currentTarget;
  const stops = [...scroller.querySelectorAll<HTMLElement>('[data-stop]')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? lowestInSight(scroller, stops) : stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function lowestInSight(scroller: HTMLElement, stops: readonly HTMLElement[]): HTMLElement | undefined {
  const { bottom } = scroller.getBoundingClientRect();
  return stops.findLast((stop) => stop.getBoundingClientRect().top < bottom);
}
