/** The call that this tab is in: a reload, or a way through other pages of the site, comes back to it. */
const REMEMBERED = 'parta.call';

/** Remember the call of this tab. */
export function rememberCall(callId: string): void {
  try {
    sessionStorage.setItem(REMEMBERED, callId);
  } catch {
    // Without storage the person is asked.
  }
}

/** Forget the call of this tab: it is over for the person. */
export function forgetCall(callId: string): void {
  try {
    if (wasInCall(callId)) sessionStorage.removeItem(REMEMBERED);
  } catch {
    // Nothing was remembered.
  }
}

/** True if this tab was in the call a moment ago. */
export function wasInCall(callId: string): boolean {
  try {
    return sessionStorage.getItem(REMEMBERED) === callId;
  } catch {
    return false;
  }
}
