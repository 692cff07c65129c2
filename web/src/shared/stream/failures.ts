import { reportFailure } from '../api/failure-report';

/** Act; return false after a failure, which is reported and stops nothing else. */
export function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (failure) {
    reportFailure('data', failure);
    return false;
  }
}
