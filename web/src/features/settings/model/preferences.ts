/** What a person has set in this browser: how Enter works, and which notices come. */

export interface Preferences {
  /** Whether Enter sends; else it makes a line and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  readonly hasSound: boolean;
  readonly hasNotices: boolean;
}

/** Read what was kept; what is missing or broken is as at the beginning. */
export function readPreferences(kept: string | null, isPhone: boolean): Preferences {
  const usual: Preferences = { enterSends: !isPhone, hasSound: true, hasNotices: false };
  try {
    const read: unknown = JSON.parse(kept ?? '{}');
    if (typeof read !== 'object' || read === null) return usual;
    const flags = Object.entries(read).filter(([name, value]) => name in usual && typeof value === 'boolean');
    return { ...usual, ...Object.fromEntries(flags) };
  } catch {
    return usual;
  }
}
