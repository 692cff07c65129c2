/** Announcements for screen readers: «Новое сообщение от …», «Отправлено». */
type Listener = (words: string) => void;

const listeners = new Set<Listener>();

/** Announce a text to screen readers, after those that were announced before. */
export function announce(words: string): void {
  for (const listener of listeners) listener(words);
}

/** Call back with announcements, for the live region. */
export function onAnnounce(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
