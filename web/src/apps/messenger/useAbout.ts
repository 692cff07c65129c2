import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** «О чате» was opened from the entry below. */
    isAboutOverChat?: boolean;
  }
}

/**
 * Return a function that opens or closes «О чате». Its address is an entry of its own: «Back» closes it, and closing it
 * by hand goes back.
 */
export function useAbout(): (chatId: string, isOpen: boolean) => void {
  const navigate = useNavigate();
  const { history } = useRouter();
  return useCallback(
    (chatId, isOpen) => {
      if (!isOpen && history.location.state.isAboutOverChat) return history.back();
      void navigate({
        to: '/chats/$chatId',
        params: { chatId },
        search: isOpen ? { about: true } : {},
        state: { isAboutOverChat: isOpen },
        replace: !isOpen,
      });
    },
    [navigate, history],
  );
}
