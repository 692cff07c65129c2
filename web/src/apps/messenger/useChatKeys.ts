import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { selectIds } from '@/data/messenger/chat-list';
import { useSync } from '@/data/messenger/SyncProvider';
import { neighbourOf } from '@/features/chats/model/row';
import { useAbout } from './useAbout';

/** The elements that Escape closes before it leaves the chat. */
const OVER = '[role="dialog"], dialog[open], [role="menu"]';

/** Alt and an arrow open the chat above or below; Escape closes «О чате», then the chat. */
export function useChatKeys(openId: string | undefined): void {
  const navigate = useNavigate();
  const { about } = useSearch({ strict: false });
  const sync = useSync();
  const showAbout = useAbout();
  useEffect(() => {
    let wasCovered = false;
    // An overlay may be closed by the time the event has bubbled to the window.
    const onCapture = () => {
      wasCovered = document.querySelector(OVER) !== null;
    };
    const leave = (chatId: string) => {
      if (about) showAbout(chatId, false);
      else void navigate({ to: '/' });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && openId !== undefined && !wasCovered) return leave(openId);
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      const next = neighbourOf(selectIds(sync.snapshot), openId, event.key === 'ArrowDown' ? 1 : -1);
      if (next) void navigate({ to: '/chats/$chatId', params: { chatId: next } });
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [navigate, about, showAbout, sync, openId]);
}
