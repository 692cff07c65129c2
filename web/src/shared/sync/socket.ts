import type { Connection, Effect, Input, Timer } from './connection';
import { turn } from './turn';
import type { ClientFrame, ServerFrame, StreamKey } from './wire';

/** What the connection wants done that is not about the socket itself. */
export type Outward = Exclude<Effect, { do: 'connect' | 'hangUp' | 'send' | 'setTimer' | 'stopTimer' }>;

/** Where one hears: as a profile, as an account of the journal, as a guest of a call. */
export type Door = '/ws' | '/ws/journal' | '/ws/guest';

interface Surroundings {
  readonly onEffect: (effect: Outward) => void;
  readonly onPhase: (connection: Connection) => void;
}

/** The thin shell around the connection's machine: one WebSocket, timers, chance, and the browser's events. */
export class Socket {
  private socket: WebSocket | undefined;
  private readonly timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  private readonly leaving = new AbortController();

  constructor(
    private readonly door: Door,
    private connection: Connection,
    private readonly around: Surroundings,
  ) {}

  /** Connect, and stay connected. */
  start(): void {
    const { signal } = this.leaving;
    const wake = () => this.give({ type: 'woken' });
    window.addEventListener('online', wake, { signal });
    const cutOff = () => this.give({ type: 'cutOff', chance: Math.random() });
    window.addEventListener('offline', cutOff, { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), {
      signal,
    });
    this.give({ type: 'start' });
  }

  /** Hang up for good. */
  stop(): void {
    this.leaving.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.hangUp();
  }

  /** Say that a stream was read afresh, as it was at `seq`. */
  snapshot(stream: StreamKey, seq: number): void {
    this.give({ type: 'snapshot', stream, seq });
  }

  /** Give how far the server is known to be with a stream. */
  headOf(stream: StreamKey): number {
    return this.connection.streams.get(stream)?.head ?? 0;
  }

  /** Tell whether a stream has a beginning. */
  hasBegun(stream: StreamKey): boolean {
    return this.connection.streams.get(stream)?.seq !== undefined;
  }

  /** Say something fleeting; without a connection it is lost. */
  say(frame: ClientFrame): void {
    if (this.connection.phase === 'online') this.socket?.send(JSON.stringify(frame));
  }

  private give(input: Input): void {
    if (this.leaving.signal.aborted) return;
    const [next, effects] = turn(this.connection, input);
    const before = this.connection;
    this.connection = next;
    for (const effect of effects) this.run(effect);
    if (next.phase !== before.phase) this.around.onPhase(next);
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.connect();
      case 'hangUp':
        return this.hangUp();
      case 'send':
        this.socket?.send(JSON.stringify(effect.frame));
        return;
      case 'setTimer':
        return this.setTimer(effect.timer, effect.after);
      case 'stopTimer':
        clearTimeout(this.timers.get(effect.timer));
        this.timers.delete(effect.timer);
        return;
      default:
        return this.around.onEffect(effect);
    }
  }

  private connect(): void {
    this.hangUp();
    const socket = new WebSocket(new URL(this.door, location.href.replace(/^http/, 'ws')));
    this.socket = socket;
    socket.onopen = () => this.give({ type: 'opened' });
    socket.onmessage = (event: MessageEvent<string>) => {
      const frame: ServerFrame = JSON.parse(event.data);
      this.give({ type: 'frame', frame, chance: Math.random() });
    };
    socket.onclose = ({ code }) => {
      this.socket = undefined;
      this.give({ type: 'closed', code, chance: Math.random() });
    };
  }

  /** Let go of the socket; what it may still say is nobody's business. */
  private hangUp(): void {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = undefined;
  }

  private setTimer(timer: Timer, after: number): void {
    clearTimeout(this.timers.get(timer));
    this.timers.set(
      timer,
      setTimeout(() => {
        this.timers.delete(timer);
        this.give({ type: 'time', timer, chance: Math.random() });
      }, after),
    );
  }
}
