/** The way into a call's media, and back where the connection was cut off for good. */

import type { JoinedCall } from '@/shared/api/schema';
import { joinAgain } from '../api';
import { waitBefore } from '../model/retry';
import type { Media } from './media';

/** What the session does with what happens on the way. */
export interface Surroundings {
  /** The connection is about to be made: what is switched on now goes with it. */
  readonly onReady: () => void;
  readonly onConnected: () => void;
  readonly onReconnecting: () => void;
  /** The server let one in again, and told how the call stands. */
  readonly onAdmitted: (joined: JoinedCall) => void;
  /** One would have to wait in the lobby anew. */
  readonly onShutOut: () => void;
  readonly onRefused: (failure: unknown) => void;
}

export class Line {
  private isOver = false;
  private isBack = true;

  constructor(
    private readonly callId: string,
    private readonly device: string,
    private readonly media: Media,
    private readonly around: Surroundings,
  ) {}

  /** Whether one is on the way back. */
  get isComingBack(): boolean {
    return !this.isBack;
  }

  /** Connect with a token, however often it takes. */
  async connect(token: string): Promise<void> {
    try {
      await this.media.prepare();
      this.around.onReady();
      await this.media.open(token);
    } catch {
      return this.comeBack();
    }
    if (this.isOver) return this.media.close();
    this.around.onConnected();
  }

  /** Ask to be let in again until there is an answer. */
  async comeBack(): Promise<void> {
    if (this.isComingBack || this.isOver) return;
    this.isBack = false;
    this.around.onReconnecting();
    for (let tries = 0; !this.isOver; tries += 1) {
      await pause(waitBefore(tries));
      const token = await this.askForToken();
      if (token === undefined || this.isOver) continue;
      this.isBack = true;
      return this.connect(token);
    }
  }

  /** Connect no more. */
  async close(): Promise<void> {
    this.isOver = true;
    await this.media.close();
  }

  private async askForToken(): Promise<string | undefined> {
    if (this.isOver) return undefined;
    try {
      const joined = await joinAgain(this.callId, this.device);
      if (joined.state === 'waiting') {
        this.around.onShutOut();
        return undefined;
      }
      this.around.onAdmitted(joined);
      return joined.token;
    } catch (failure) {
      this.around.onRefused(failure);
      return undefined;
    }
  }
}

/** Wait, but no longer than until the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener('online', go);
  });
}
