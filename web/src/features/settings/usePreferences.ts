import { browserSetting } from '@/shared/ui/browser-setting';
import { type Preferences, readPreferences } from './model/preferences';

const setting = browserSetting('parta.preferences', (stored) =>
  readPreferences(stored, window.matchMedia('(pointer: coarse)').matches),
);

/** Return the settings of this browser. */
export function usePreferences(): Preferences {
  return setting.use();
}

/** Change the settings, in all tabs. */
export function setPreferences(change: Partial<Preferences>): void {
  setting.set({ ...setting.get(), ...change });
}
