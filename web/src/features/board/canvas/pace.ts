/** How many bytes a millisecond are sent, and how many at once: the server takes more, and closes the socket above. */
import { localNow } from '@/shared/clock';

const BYTES_PER_MS = 64;
const AT_ONCE = 512 * 1024;

/** Tells when the next part may be sent. */
export class Pace {
  private paidUntil = 0;

  /** For how many milliseconds nothing may be sent. */
  get pause(): number {
    return Math.max(0, this.paidUntil - localNow() - AT_ONCE / BYTES_PER_MS);
  }

  /** Count what is sent. */
  spend(bytes: number): void {
    this.paidUntil = Math.max(localNow(), this.paidUntil) + bytes / BYTES_PER_MS;
  }
}
