import { useEffect, useState } from 'react';
import { localNow } from '../clock';
import { secondsLeft } from './countdown';

/** Count down the seconds of a wait received at `receivedAt` (milliseconds). */
export function useSecondsLeft(wait: number | null, receivedAt: number): number {
  const [now, setNow] = useState(localNow);
  const left = secondsLeft(wait, receivedAt, Math.max(now, receivedAt));
  const isRunning = left > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(localNow()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return left;
}
