/** Why the browser provides no camera or microphone. */
export type DeviceError =
  /** Forbidden, now or earlier: the person must change it in the browser's settings. */
  | 'denied'
  /** The prompt was dismissed: it can be shown again. */
  | 'dismissed'
  /** Another program uses the device. */
  | 'busy'
  /** There is no such device. */
  | 'none'
  /** The page was loaded without encryption: browsers provide no devices to such pages. */
  | 'insecure'
  | 'unknown';

/** Return the reason of a failure of `getUserMedia`, by what a person can do about it. */
export function explainDeviceError(failure: unknown): DeviceError {
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
