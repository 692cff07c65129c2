import { useState } from 'react';
import { setPreferences } from './usePreferences';

type State = NotificationPermission | 'impossible';

/** Give whether the browser lets us show notices, and the way to ask it. */
export function useNoticePermission() {
  const [state, setState] = useState<State>(present);
  const ask = async (wanted: boolean) => {
    if (!wanted) return setPreferences({ hasNotices: false });
    const answer = present() === 'default' ? await Notification.requestPermission() : present();
    setState(answer);
    setPreferences({ hasNotices: answer === 'granted' });
  };
  return { state, ask };
}

function present(): State {
  return 'Notification' in window ? Notification.permission : 'impossible';
}
