import { useState } from 'react';

/** True if a hint was closed in this browser, and the way to close it. */
export function useHidden(name: string): readonly [boolean, () => void] {
  const key = `parta.hidden.${name}`;
  const [isHidden, setIsHidden] = useState(() => localStorage.getItem(key) !== null);
  const hide = () => {
    localStorage.setItem(key, '1');
    setIsHidden(true);
  };
  return [isHidden, hide];
}
