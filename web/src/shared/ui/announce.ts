/** Words for screen readers that nothing on the screen carries: «Новое сообщение от …», «Отправлено». */
type Listener = (words: string) => void;

const listeners = new Set<Listener>();

/** Say this to people who listen to the screen; waits its turn. */
export function announce(words: string): void {
  for (const listener of listeners) listener(words);
}

/** Hear what is to be said; the live region does. */
export function onAnnounce(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
