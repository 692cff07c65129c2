import {
  Icon20ChecksOutline,
  Icon20CopyOutline,
  Icon20DeleteOutline,
  Icon20HistoryBackwardOutline,
  Icon20PinOutline,
  Icon20PinSlashOutline,
  Icon20ReplyOutline,
  Icon20SmileAddOutline,
  Icon20WriteOutline,
} from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { MenuItem, MenuList } from '@/shared/ui/MenuList';
import type { Point } from '@/shared/ui/point';
import { usePopup } from '@/shared/ui/popup';
import type { MessageAction, MessageActionName } from '../model/actions';
import { menuPosition } from '../model/place';
import { QUICK_REACTIONS } from '../model/reactions';
import styles from './MessageMenu.module.css';

interface Props {
  readonly at: Point;
  readonly actions: readonly MessageAction[];
  /** The own reaction; undefined where reacting is not allowed. */
  readonly reaction: string | null | undefined;
  /** The emoji picker, shown instead of the actions. */
  readonly picker: (onChoose: (emoji: string) => void) => ReactNode;
  readonly onReact: (emoji: string) => void;
  readonly onAct: (name: MessageActionName) => void;
  readonly onClose: () => void;
}

const ICONS: Readonly<Record<MessageActionName, typeof Icon20CopyOutline>> = {
  reply: Icon20ReplyOutline,
  edit: Icon20WriteOutline,
  copy: Icon20CopyOutline,
  pin: Icon20PinOutline,
  unpin: Icon20PinSlashOutline,
  readers: Icon20ChecksOutline,
  history: Icon20HistoryBackwardOutline,
  delete: Icon20DeleteOutline,
  takeBack: Icon20WriteOutline,
  cancel: Icon20DeleteOutline,
};

/** The menu of a message: quick reactions and actions; closed by Escape, a press outside, or scrolling. */
export function MessageMenu({ at, actions, reaction, picker, onReact, onAct, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const [isPicking, setIsPicking] = useState(false);
  // Lifting the finger of the long press that opened the menu must neither choose nor close.
  const isPressedHere = useRef(false);
  usePopup(onClose);
  useFocusInside(menu, isPicking);
  usePlace(menu, at, isPicking);
  const react = (emoji: string) => {
    onReact(emoji);
    onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press outside closes; the keyboard has Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={styles['behind']}
      onPointerDown={() => {
        isPressedHere.current = true;
      }}
      onClickCapture={(event) => {
        const isByKeyboard = event.detail === 0;
        if (!isPressedHere.current && !isByKeyboard) event.stopPropagation();
      }}
      onClick={onClose}
      onContextMenu={closeInstead(onClose)}
      onWheel={onClose}
    >
      <MenuList
        ref={menu}
        label={t('messages.menu')}
        className={styles['menu']}
        onClose={onClose}
        onClick={(event) => event.stopPropagation()}
        onWheel={(event) => event.stopPropagation()}
      >
        {reaction !== undefined && !isPicking && (
          <QuickReactions own={reaction} onReact={react} onMore={() => setIsPicking(true)} />
        )}
        {isPicking && picker(react)}
        {!isPicking &&
          actions.map((action) => <Act key={action.name} action={action} onAct={onAct} onClose={onClose} />)}
      </MenuList>
    </div>
  );
}

interface QuickProps {
  readonly own: string | null;
  readonly onReact: (emoji: string) => void;
  readonly onMore: () => void;
}

function QuickReactions({ own, onReact, onMore }: QuickProps) {
  return (
    <div className={styles['reactions']}>
      {QUICK_REACTIONS.map((emoji) => (
        <MenuItem key={emoji} isChosen={emoji === own} onClick={() => onReact(emoji)}>
          {emoji}
        </MenuItem>
      ))}
      <MenuItem label={t('messages.moreReactions')} onClick={onMore}>
        <Icon20SmileAddOutline />
      </MenuItem>
    </div>
  );
}

function Act({ action, onAct, onClose }: { action: MessageAction } & Pick<Props, 'onAct' | 'onClose'>) {
  const Icon = ICONS[action.name];
  return (
    <MenuItem
      className={clsx(styles['act'], action.isDestructive && styles['destructive'])}
      onClick={() => {
        onClose();
        onAct(action.name);
      }}
    >
      <Icon />
      {t(action.label)}
    </MenuItem>
  );
}

/** Focus moves into the menu, and into the picker. */
function useFocusInside(menu: { current: HTMLElement | null }, isPicking: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picker takes the place of the acts
  useEffect(() => {
    (menu.current?.querySelector<HTMLElement>('[data-stop]') ?? menu.current)?.focus({ preventScroll: true });
  }, [isPicking, menu]);
}

function usePlace(menu: { current: HTMLElement | null }, at: Point, isPicking: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picker has another size
  useLayoutEffect(() => {
    const shown = menu.current;
    if (!shown || window.matchMedia('(max-width: 767px)').matches) return;
    const { offsetWidth: width, offsetHeight: height } = shown;
    const { left, top } = menuPosition(at, { width, height }, { width: innerWidth, height: innerHeight });
    shown.style.left = `${left}px`;
    shown.style.top = `${top}px`;
  }, [at, menu, isPicking]);
}

/** A right click elsewhere closes; the finger of the long press that opened the menu must not. */
function closeInstead(onClose: () => void) {
  return (event: MouseEvent) => {
    event.preventDefault();
    if (!(event.nativeEvent instanceof PointerEvent) || event.nativeEvent.pointerType === 'mouse') onClose();
  };
}
