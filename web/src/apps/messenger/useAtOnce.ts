import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The press that opened this page has asked to enter at once. */
    isAtOnce?: boolean | undefined;
  }
}

/** True if a press has asked to enter at once: this one time, not when the page is returned to or loaded anew. */
export function useAtOnce(): boolean {
  const { history } = useRouter();
  const [isAsked] = useState(() => history.location.state.isAtOnce ?? false);
  useEffect(() => {
    const { href, state } = history.location;
    if (state.isAtOnce) history.replace(href, { ...state, isAtOnce: undefined });
  }, [history]);
  return isAsked;
}
