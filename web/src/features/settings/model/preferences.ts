/** The settings of writing in this browser. */

export interface Preferences {
  /** True if Enter sends; otherwise it inserts a line and Ctrl+Enter sends. */
  readonly enterSends: boolean;
}

/** Parse the stored settings; missing or broken ones get defaults. */
export function readPreferences(stored: string | null, isPhone: boolean): Preferences {
  const usual: Preferences = { enterSends: !isPhone };
  try {
    const read: unknown = JSON.parse(stored ?? '{}');
    if (typeof read !== 'object' || read === null) return usual;
    const flags = Object.entries(read).filter(([name, value]) => name in usual && typeof value === 'boolean');
    return { ...usual, ...Object.fromEntries(flags) };
  } catch {
    return usual;
  }
}
