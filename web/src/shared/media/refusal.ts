/** Why the browser gives no camera or microphone. */
export type MediaRefusal =
  /** Forbidden, now or earlier: the person must change it in the browser's settings. */
  | 'denied'
  /** The question was closed without an answer: it can be asked again. */
  | 'dismissed'
  /** Another program holds the device. */
  | 'busy'
  /** There is no such device. */
  | 'none'
  /** The page came without encryption: browsers give no devices to such pages. */
  | 'insecure'
  | 'unknown';

/** Give the reason behind a failure of `getUserMedia`, as what a person can do about it. */
export function explainRefusal(failure: unknown): MediaRefusal {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) return 'insecure';
  if (!(failure instanceof Error)) return 'unknown';
  switch (failure.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return /dismiss/i.test(failure.message) ? 'dismissed' : 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    case 'SecurityError':
      return 'insecure';
    default:
      return 'unknown';
  }
}
