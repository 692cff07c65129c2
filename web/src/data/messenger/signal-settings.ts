import { browserSetting } from '@/shared/ui/browser-setting';

/** The sound and notification settings of this browser. */
export interface SignalSettings {
  readonly sound: boolean;
  readonly notifications: boolean;
}

const DEFAULTS: SignalSettings = { sound: true, notifications: false };

const setting = browserSetting<SignalSettings>('parta.signals', (stored) => ({
  ...DEFAULTS,
  ...(stored ? JSON.parse(stored) : {}),
}));

/** Return the settings of this browser. */
export const signalSettings = setting.get;

/** Change the settings; system notifications need the browser's permission. */
async function changeSettings(change: Partial<SignalSettings>): Promise<void> {
  const wanted = { ...signalSettings(), ...change };
  const mayNotify = !wanted.notifications || (await Notification.requestPermission()) === 'granted';
  setting.set({ ...wanted, notifications: wanted.notifications && mayNotify });
}

/** Return the settings of this browser, and the function to change them. */
export function useSignalSettings(): readonly [
  SignalSettings,
  (change: Partial<SignalSettings>) => Promise<void>,
] {
  return [setting.use(), changeSettings];
}
