import { useEffect, useState } from 'react';
import { type DeviceLists, listDevices, onDevicesChange } from './devices';

const NONE: DeviceLists = { cameras: [], microphones: [], speakers: [] };

/** Return the devices to choose from; read again when `permission` changes. */
export function useDeviceLists(permission = ''): DeviceLists {
  const [lists, setLists] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a permission that was given tells labels
  useEffect(() => {
    const ask = () => void listDevices().then(setLists, () => undefined);
    ask();
    return onDevicesChange(ask);
  }, [permission]);
  return lists;
}
