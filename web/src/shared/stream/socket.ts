import { reportFailure } from '@/shared/api/failure-report';
import { type PrincipalKind, socketAddress } from '@/shared/api/principal';
import type { Connection, Effect, Input, Timer } from './connection';
import { attempt } from './failures';
import { reportOutdated } from './outdated';
import { isWellFormed, MalformedUpdate } from './shapes';
import { turn } from './turn';
import { type EphemeralFrame, isProtocol, type ServerFrame, type StreamKey } from './wire';

type OwnEffect = 'connect' | 'disconnect' | 'send' | 'setTimer' | 'stopTimer' | 'outdated';

/** The effects that are not about the socket itself. */
export type OutwardEffect = Exclude<Effect, { do: OwnEffect }>;

interface Callbacks {
  readonly onEffect: (effect: OutwardEffect) => void;
  readonly onPhase: (connection: Connection) => void;
}

/** Runs the connection's state machine: one WebSocket, timers, random numbers, and the browser's events. */
export class Socket {
  private socket: WebSocket | undefined;
  private readonly timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  private readonly stopped = new AbortController();

  constructor(
    private readonly as: PrincipalKind,
    private connection: Connection,
    private readonly callbacks: Callbacks,
  ) {}

  /** Connect, and stay connected. */
  start(): void {
    const { signal } = this.stopped;
    const wake = () => this.input({ type: 'woken' });
    window.addEventListener('online', wake, { signal });
    const goOffline = () => this.input({ type: 'offline', random: Math.random() });
    window.addEventListener('offline', goOffline, { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), {
      signal,
    });
    this.input({ type: 'start' });
  }

  /** Disconnect for good. */
  stop(): void {
    this.stopped.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.disconnect();
  }

  /** Start a stream at the `seq` of what was read. */
  snapshot(stream: StreamKey, seq: number): void {
    this.input({ type: 'snapshot', stream, seq });
  }

  /** Return the highest seq that the server is known to have reached in a stream. */
  latestSeqOf(stream: StreamKey): number {
    return this.connection.streams.get(stream)?.latestSeq ?? 0;
  }

  /** True if a stream has a seq to continue from. */
  isStarted(stream: StreamKey): boolean {
    return this.connection.streams.get(stream)?.seq !== undefined;
  }

  /** Send an ephemeral event; without a connection it is lost. */
  sendEphemeral(frame: EphemeralFrame): void {
    if (this.connection.phase === 'online') this.socket?.send(JSON.stringify(frame));
  }

  private input(input: Input): void {
    if (this.stopped.signal.aborted) return;
    const [next, effects] = turn(this.connection, input);
    const before = this.connection;
    this.connection = next;
    // A failure of one must not lose the others: the state has taken them all for done.
    for (const effect of effects) attempt(() => this.run(effect));
    if (next.phase !== before.phase) this.callbacks.onPhase(next);
  }

  /** Process a frame without its malformed updates, and read their stream again. */
  private receive(frame: ServerFrame | EphemeralFrame): void {
    if (!isProtocol(frame)) return this.input({ type: 'frame', frame, random: Math.random() });
    const updates = 'updates' in frame ? frame.updates : [];
    const wellFormed = updates.filter(isWellFormed);
    const random = Math.random();
    if (!('updates' in frame) || wellFormed.length === updates.length)
      return this.input({ type: 'frame', frame, random });
    reportFailure('data', new MalformedUpdate());
    this.input({ type: 'frame', frame: { ...frame, updates: wellFormed }, random });
    this.callbacks.onEffect({ do: 'resync', streams: [frame.s] });
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.connect();
      case 'disconnect':
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
      case 'outdated':
        return reportOutdated();
      default:
        return this.callbacks.onEffect(effect);
    }
  }

  private connect(): void {
    this.disconnect();
    const socket = new WebSocket(socketAddress('/ws', this.as));
    this.socket = socket;
    socket.onopen = () => this.input({ type: 'opened' });
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      // After what cannot be read at all, the next connection asks for what is missing.
      if (!attempt(() => this.receive(JSON.parse(data)))) socket.close();
    };
    socket.onclose = ({ code }) => {
      this.socket = undefined;
      this.input({ type: 'closed', code, random: Math.random() });
    };
  }

  /** Close the socket and ignore whatever it may still report. */
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
        this.input({ type: 'time', timer, random: Math.random() });
      }, after),
    );
  }
}
