/** True if the server answers now. The service worker does not answer in its place. */
export async function isServerReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  const answer = await fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  return answer?.ok ?? false;
}
