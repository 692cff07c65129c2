import { useEffect, useState } from 'react';
import { secondsLeft } from './countdown';

/** Count down the seconds of a wait that was told at `toldAt` (milliseconds). */
export function useSecondsLeft(wait: number | null, toldAt: number): number {
  const [now, setNow] = useState(Date.now);
  const left = secondsLeft(wait, toldAt, Math.max(now, toldAt));
  const isRunning = left > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return left;
}
