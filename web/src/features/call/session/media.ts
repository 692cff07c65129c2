/** Wraps the media server's client: one connection, own tracks, requested tracks. */
import type { Room } from 'livekit-client';
import { participantOf } from '@/data/call/roster';
import type { Devices } from '@/shared/media/devices';
import type { DeviceKind, PreparedTracks } from '@/shared/media/prepared-tracks';
import type { Peer } from '../model/people';
import type { Wanted } from '../model/subscriptions';
import { type Library, loadLibrary } from './library';
import { LocalMedia } from './local-media';
import { roomOptions } from './options';
import { presentIn, type Tracks } from './present';
import { RemoteMedia } from './remote-media';
import { arrivedBy, watchMedia } from './watchdog';

/** Callbacks of the session. */
export interface Callbacks {
  /** True if everything that others send is requested now. */
  readonly wantsAll: () => boolean;
  readonly onChange: () => void;
  /** The connection is lost for good. */
  readonly onDisconnected: () => void;
  /** A device ended by itself. */
  readonly onDeviceLost: (kind: DeviceKind) => void;
  /** Somebody else's shared screen replaced mine. */
  readonly onScreenStopped: () => void;
}

/** The number of remembered speakers. */
const SPEAKERS = 12;

export class Media {
  /** The person's own tracks. */
  readonly own: LocalMedia;
  peers: readonly Peer[] = [];
  /** The videos that can be shown. */
  videos: Tracks = new Map();
  /** Recent speakers, the latest first. */
  speakers: readonly string[] = [];
  /** The requested tracks of others. */
  private readonly others = new RemoteMedia();
  private isInterrupted = false;
  private isSilent = false;
  private room: Room | undefined;
  private library: Library | undefined;
  private isScheduled = false;
  private stopWatchdog: () => void = () => undefined;

  constructor(
    private devices: Devices,
    tried: PreparedTracks,
    private readonly callbacks: Callbacks,
  ) {
    this.own = new LocalMedia(devices, tried, () => this.refresh(), callbacks.onDeviceLost);
  }

  /** Prepare to connect: tracks that are switched on from now on are published when connected. */
  async prepare(): Promise<void> {
    this.library ??= await loadLibrary();
    const room = new this.library.Room(roomOptions(this.library, this.devices));
    this.room?.removeAllListeners();
    await this.room?.disconnect();
    this.room = room;
    this.own.attach(room, this.library);
    this.others.attach(room, this.library, this.callbacks.wantsAll());
    this.listen(room, this.library);
  }

  /** Connect with a token. The last shown videos stay until there are new ones. */
  async open(token: string): Promise<void> {
    const room = this.room;
    if (!room) return;
    await room.connect(location.origin.replace(/^http/, 'ws'), token, { autoSubscribe: this.others.isGiven });
    this.isInterrupted = false;
    this.isSilent = false;
    this.stopWatchdog();
    this.stopWatchdog = watchMedia(
      () => this.arrived(),
      (isSilent) => {
        this.isSilent = isSilent;
        this.schedule();
      },
    );
    this.others.meet();
    this.refresh();
  }

  /** Disconnect and release camera and microphone. */
  async close(): Promise<void> {
    const room = this.room;
    this.room = undefined;
    this.others.stop();
    this.stopWatchdog();
    this.own.stop();
    room?.removeAllListeners();
    for (const track of this.videos.values()) track.detach();
    await room?.disconnect();
  }

  /** True while the connection is interrupted. */
  get isReconnecting(): boolean {
    return this.isInterrupted || this.isSilent;
  }

  /** The identity of this device in the call. */
  get identity(): string | undefined {
    return this.room?.localParticipant.identity;
  }

  /** True if the browser allows audio playback. */
  get isDeaf(): boolean {
    return this.room?.canPlaybackAudio === false;
  }

  /** Request these videos and no others. */
  want(wanted: Wanted): void {
    this.others.want(wanted);
  }

  /** Use other devices, also in the running call. */
  async chooseDevices(devices: Devices): Promise<void> {
    const isOtherSpeaker = devices.speaker !== this.devices.speaker;
    this.devices = devices;
    if (isOtherSpeaker) await this.room?.switchActiveDevice('audiooutput', devices.speaker ?? 'default');
    await this.own.choose(devices);
  }

  /** Start audio playback; browsers require a user gesture. */
  async startSound(): Promise<void> {
    await this.room?.startAudio();
    this.refresh();
  }

  private listen(room: Room, { RoomEvent, Track: { Source } }: Library): void {
    const refresh = () => this.schedule();
    for (const event of [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.TrackUnpublished,
      RoomEvent.LocalTrackPublished,
      RoomEvent.LocalTrackUnpublished,
      RoomEvent.ConnectionQualityChanged,
      RoomEvent.AudioPlaybackStatusChanged,
      RoomEvent.TrackSubscriptionFailed,
    ] as const) {
      room.on(event, refresh);
    }
    // Participants are known before media flow: requests made now are answered with the first media.
    room.on(RoomEvent.SignalConnected, () => {
      this.others.meet();
      this.schedule();
    });
    room.on(RoomEvent.TrackPublished, (publication, { identity }) => {
      this.others.meetOne(publication, identity);
      this.schedule();
    });
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === 'audio') track.attach();
      this.schedule();
    });
    room.on(RoomEvent.TrackUnsubscribed, (track) => {
      if (track.kind === 'audio') track.detach();
      this.schedule();
    });
    room.on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
      const now = speakers.map(({ identity }) => participantOf(identity));
      this.speakers = [...new Set([...now, ...this.speakers])].slice(0, SPEAKERS);
      this.schedule();
    });
    room.on(RoomEvent.TrackMuted, ({ source }, participant) => {
      if (source !== Source.ScreenShare || participant !== room.localParticipant) return;
      void this.own.setScreen(false);
      this.callbacks.onScreenStopped();
    });
    const away = () => this.changeConnection(true);
    room.on(RoomEvent.SignalReconnecting, away);
    room.on(RoomEvent.Reconnecting, away);
    room.on(RoomEvent.Reconnected, () => {
      this.changeConnection(false);
      this.others.subscribe();
    });
    room.on(RoomEvent.Disconnected, () => {
      this.changeConnection(true);
      this.callbacks.onDisconnected();
    });
  }

  /** Ask any track for the bytes received on the shared connection. */
  private async arrived(): Promise<number | undefined> {
    const room = this.room;
    if (!room) return undefined;
    const participants = [room.localParticipant, ...room.remoteParticipants.values()];
    const publications = participants.flatMap((one) => [...one.trackPublications.values()]);
    const track = publications.find((one) => one.track)?.track;
    const report = await track?.getRTCStatsReport();
    return report && arrivedBy(report);
  }

  private changeConnection(isAway: boolean): void {
    this.isInterrupted = isAway;
    this.schedule();
  }

  /** Coalesces many events into one change. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    queueMicrotask(() => {
      this.isScheduled = false;
      this.refresh();
    });
  }

  /** Record the participants and their videos. While the connection is interrupted, the last ones stay. */
  private refresh(): void {
    const room = this.room;
    if (room && room.state !== 'disconnected' && room.state !== 'reconnecting') this.startSnapshot(room);
    this.own.watch();
    this.callbacks.onChange();
  }

  private startSnapshot(room: Room): void {
    const { peers, tracks } = presentIn(room, this.videos, (identity, source) =>
      this.others.isWanted(identity, source),
    );
    this.peers = peers;
    this.videos = tracks;
  }
}
