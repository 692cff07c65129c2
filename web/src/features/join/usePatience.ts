import { useEffect, useState } from 'react';

/** So long a door asks by itself; then it wants to know that somebody is still there. */
const PATIENCE_MS = 90 * 60_000;

/** Wait, but not for ever: tells when patience is over, and how to renew it. */
export function usePatience(): { readonly isOver: boolean; readonly renew: () => void } {
  const [turn, setTurn] = useState(0);
  const [isOver, setIsOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn waits anew
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  const renew = () => {
    setIsOver(false);
    setTurn(turn + 1);
  };
  return { isOver, renew };
}
