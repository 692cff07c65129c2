import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { neighbourOf } from '@/features/chats/model/row';
import { useChatList } from '@/shared/sync/hooks';

/** Alt and an arrow go to the chat above or below; Escape leaves what is open of the chat, then the chat. */
export function useChatKeys(openId: string | undefined): void {
  const navigate = useNavigate();
  const { chats } = useChatList();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (
        event.key === 'Escape' &&
        openId !== undefined &&
        !isInside(event.target, 'dialog, [role="dialog"]')
      ) {
        const isAboutOpen = new URLSearchParams(window.location.search).has('about');
        void navigate(isAboutOpen ? { to: '/chats/$chatId', params: { chatId: openId } } : { to: '/' });
        return;
      }
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      const next = neighbourOf(chats, openId, event.key === 'ArrowDown' ? 1 : -1);
      if (next) void navigate({ to: '/chats/$chatId', params: { chatId: next.id } });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate, chats, openId]);
}

function isInside(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
