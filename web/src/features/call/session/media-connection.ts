/** Connects to a call's media, and joins again where the connection was lost for good. */

import type { JoinedCall } from '@/shared/api/schema';
import { joinAgain } from '../api';
import { waitBefore } from '../model/retry';
import type { Media } from './media';

/** Callbacks of the session. */
export interface Callbacks {
  /** Called before connecting: tracks that are switched on now are published with it. */
  readonly onReady: () => void;
  readonly onConnected: () => void;
  readonly onReconnecting: () => void;
  /** Admitted again, with the state of the call. */
  readonly onAdmitted: (joined: JoinedCall) => void;
  /** Joining again would lead to the lobby. */
  readonly onSentToLobby: () => void;
  readonly onRejected: (failure: unknown) => void;
}

export class MediaConnection {
  private isClosed = false;
  private isConnected = true;

  constructor(
    private readonly callId: string,
    private readonly device: string,
    private readonly media: Media,
    private readonly callbacks: Callbacks,
  ) {}

  /** True while joining again. */
  get isReconnecting(): boolean {
    return !this.isConnected;
  }

  /** Connect with a token, with retries. */
  async connect(token: string): Promise<void> {
    try {
      await this.media.prepare();
      this.callbacks.onReady();
      await this.media.open(token);
    } catch {
      return this.reconnect();
    }
    if (this.isClosed) return this.media.close();
    this.callbacks.onConnected();
  }

  /** Join again, with retries until there is an answer. */
  async reconnect(): Promise<void> {
    if (this.isReconnecting || this.isClosed) return;
    this.isConnected = false;
    this.callbacks.onReconnecting();
    for (let tries = 0; !this.isClosed; tries += 1) {
      await pause(waitBefore(tries));
      const token = await this.requestToken();
      if (token === undefined || this.isClosed) continue;
      this.isConnected = true;
      return this.connect(token);
    }
  }

  /** Stop connecting. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.media.close();
  }

  private async requestToken(): Promise<string | undefined> {
    if (this.isClosed) return undefined;
    try {
      const joined = await joinAgain(this.callId, this.device);
      if (joined.state === 'waiting') {
        this.callbacks.onSentToLobby();
        return undefined;
      }
      this.callbacks.onAdmitted(joined);
      return joined.token;
    } catch (failure) {
      this.callbacks.onRejected(failure);
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
