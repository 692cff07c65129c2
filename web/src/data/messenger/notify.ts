import { signalSettings } from './signal-settings';

interface Notice {
  readonly title: string;
  readonly body?: string;
  /** A later notification with the same tag takes its place. */
  readonly tag: string;
  /** It stays until it is closed. */
  readonly isLasting?: boolean;
  readonly onOpen?: () => void;
}

/**
 * Show a notification of the system, where the person wants them and does not look at the page; return the function
 * that closes it.
 */
export function notify({ title, body = '', tag, isLasting = false, onOpen }: Notice): () => void {
  const isWanted = signalSettings().notifications && document.hidden;
  if (!isWanted || !('Notification' in window) || Notification.permission !== 'granted')
    return () => undefined;
  try {
    const notification = new Notification(title, {
      body,
      tag,
      icon: '/icon.svg',
      requireInteraction: isLasting,
    });
    notification.onclick = () => {
      window.focus();
      onOpen?.();
      notification.close();
    };
    return () => notification.close();
  } catch {
    // Phones allow notifications only from service workers; sound and title are enough.
    return () => undefined;
  }
}
