/** What a person has set in this browser about writing. */

export interface Preferences {
  /** Whether Enter sends; else it makes a line and Ctrl+Enter sends. */
  readonly enterSends: boolean;
}

/** Read what was kept; what is missing or broken is as at the beginning. */
export function readPreferences(kept: string | null, isPhone: boolean): Preferences {
  const usual: Preferences = { enterSends: !isPhone };
  try {
    const read: unknown = JSON.parse(kept ?? '{}');
    if (typeof read !== 'object' || read === null) return usual;
    const flags = Object.entries(read).filter(([name, value]) => name in usual && typeof value === 'boolean');
    return { ...usual, ...Object.fromEntries(flags) };
  } catch {
    return usual;
  }
}
