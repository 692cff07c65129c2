import { useEffect, useState } from 'react';

/** After this time polling stops until somebody presses a button. */
const TIMEOUT_MS = 90 * 60_000;

/** Return whether the timeout is over, and the function that restarts it. */
export function useTimeout(): { readonly isOver: boolean; readonly restart: () => void } {
  const [turn, setTurn] = useState(0);
  const [isOver, setIsOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn waits anew
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), TIMEOUT_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  const restart = () => {
    setIsOver(false);
    setTurn(turn + 1);
  };
  return { isOver, restart };
}
