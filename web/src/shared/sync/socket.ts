import type { Connection, Effect, Input, Timer } from './connection';
import { turn } from './turn';
import type { ClientFrame, ServerFrame, StreamKey } from './wire';

/** What the connection wants done that is not about the socket itself. */
export type OutwardEffect = Exclude<Effect, { do: 'connect' | 'hangUp' | 'send' | 'setTimer' | 'stopTimer' }>;

/** Where one hears: as a profile, as an account of the journal, as a guest of a call. */
export type SocketPath = '/ws' | '/ws/journal' | '/ws/guest';

interface Callbacks {
  readonly onEffect: (effect: OutwardEffect) => void;
  readonly onPhase: (connection: Connection) => void;
}

/** The thin shell around the connection's machine: one WebSocket, timers, chance, and the browser's events. */
export class Socket {
  private socket: WebSocket | undefined;
  private readonly timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  private readonly stopped = new AbortController();

  constructor(
    private readonly path: SocketPath,
    private connection: Connection,
    private readonly callbacks: Callbacks,
  ) {}

  /** Connect, and stay connected. */
  start(): void {
    const { signal } = this.stopped;
    const wake = () => this.input({ type: 'woken' });
    window.addEventListener('online', wake, { signal });
    const cutOff = () => this.input({ type: 'cutOff', chance: Math.random() });
    window.addEventListener('offline', cutOff, { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), {
      signal,
    });
    this.input({ type: 'start' });
  }

  /** Hang up for good. */
  stop(): void {
    this.stopped.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.disconnect();
  }

  /** Say that a stream was read afresh, as it was at `seq`. */
  snapshot(stream: StreamKey, seq: number): void {
    this.input({ type: 'snapshot', stream, seq });
  }

  /** Give how far the server is known to be with a stream. */
  latestSeqOf(stream: StreamKey): number {
    return this.connection.streams.get(stream)?.latestSeq ?? 0;
  }

  /** Tell whether a stream has a beginning. */
  isStarted(stream: StreamKey): boolean {
    return this.connection.streams.get(stream)?.seq !== undefined;
  }

  /** Say something fleeting; without a connection it is lost. */
  sendEphemeral(frame: ClientFrame): void {
    if (this.connection.phase === 'online') this.socket?.send(JSON.stringify(frame));
  }

  private input(input: Input): void {
    if (this.stopped.signal.aborted) return;
    const [next, effects] = turn(this.connection, input);
    const before = this.connection;
    this.connection = next;
    for (const effect of effects) this.run(effect);
    if (next.phase !== before.phase) this.callbacks.onPhase(next);
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.connect();
      case 'hangUp':
        return this.disconnect();
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
        return this.callbacks.onEffect(effect);
    }
  }

  private connect(): void {
    this.disconnect();
    const socket = new WebSocket(new URL(this.path, location.href.replace(/^http/, 'ws')));
    this.socket = socket;
    socket.onopen = () => this.input({ type: 'opened' });
    socket.onmessage = (event: MessageEvent<string>) => {
      const frame: ServerFrame = JSON.parse(event.data);
      this.input({ type: 'frame', frame, chance: Math.random() });
    };
    socket.onclose = ({ code }) => {
      this.socket = undefined;
      this.input({ type: 'closed', code, chance: Math.random() });
    };
  }

  /** Let go of the socket; what it may still say is nobody's business. */
  private disconnect(): void {
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
        this.input({ type: 'time', timer, chance: Math.random() });
      }, after),
    );
  }
}
