/** The thin shell around the media server's own client: one connection, what is sent, what is asked for. */
import type { Room, Track } from 'livekit-client';
import type { Devices } from '@/shared/media/devices';
import type { Tried } from '@/shared/media/tried';
import type { Peer } from '../model/people';
import { participantOf } from '../model/roster';
import type { Wanted } from '../model/subscriptions';
import { type Library, loadLibrary } from './library';
import { roomOptions } from './options';
import { keyOf, presentIn, type Source, type Tracks } from './present';
import { arrivedBy, watchPulse } from './pulse';
import { Receiving } from './receiving';
import { Sending } from './sending';

/** What the session does with what happens here. */
export interface Surroundings {
  /** Whether everything that others send is wanted, as things stand. */
  readonly wantsAll: () => boolean;
  readonly onChange: () => void;
  /** The connection is gone for good and must be begun anew. */
  readonly onCutOff: () => void;
  /** Somebody else's screen took the place of mine. */
  readonly onScreenStopped: () => void;
}

/** How many of those who spoke are remembered. */
const SPEAKERS = 12;

export class Media {
  /** What one sends oneself. */
  readonly own: Sending;
  peers: readonly Peer[] = [];
  /** Participants who spoke, the last one first. */
  speakers: readonly string[] = [];
  /** What one asks for of what others send. */
  private readonly others = new Receiving();
  private isAway = false;
  private isSilent = false;
  private tracks: Tracks = new Map();
  private room: Room | undefined;
  private library: Library | undefined;
  private isScheduled = false;
  private stopPulse: () => void = () => undefined;

  constructor(
    private devices: Devices,
    tried: Tried,
    private readonly around: Surroundings,
  ) {
    this.own = new Sending(devices, tried, () => this.refresh());
  }

  /** Make ready to connect: what is switched on from now on is sent as soon as there is a connection. */
  async prepare(): Promise<void> {
    this.library ??= await loadLibrary();
    const room = new this.library.Room(roomOptions(this.library, this.devices));
    this.room?.removeAllListeners();
    await this.room?.disconnect();
    this.room = room;
    this.own.over(room, this.library);
    this.others.over(room, this.library, this.around.wantsAll());
    this.listen(room, this.library);
  }

  /** Connect with a token. What was shown before stays until there is something new. */
  async open(token: string): Promise<void> {
    const room = this.room;
    if (!room) return;
    await room.connect(location.origin.replace(/^http/, 'ws'), token, { autoSubscribe: this.others.isGiven });
    this.isAway = false;
    this.isSilent = false;
    this.stopPulse();
    this.stopPulse = watchPulse(
      () => this.arrived(),
      (isSilent) => {
        this.isSilent = isSilent;
        this.schedule();
      },
    );
    this.others.meet();
    this.refresh();
  }

  /** Hang up and let go of camera and microphone. */
  async close(): Promise<void> {
    const room = this.room;
    this.room = undefined;
    this.others.stop();
    this.stopPulse();
    this.own.stop();
    room?.removeAllListeners();
    for (const track of this.tracks.values()) track.detach();
    await room?.disconnect();
  }

  /** Whether the connection is away just now. */
  get isReconnecting(): boolean {
    return this.isAway || this.isSilent;
  }

  /** The name of this device in the call. */
  get identity(): string | undefined {
    return this.room?.localParticipant.identity;
  }

  /** Whether the browser lets sound be heard. */
  get isDeaf(): boolean {
    return this.room?.canPlaybackAudio === false;
  }

  /** Give the picture of a device's camera or screen. */
  pictureOf(identity: string, source: Source): Track | undefined {
    return this.tracks.get(keyOf(identity, source));
  }

  /** Ask for these pictures and no others. */
  want(wanted: Wanted): void {
    this.others.want(wanted);
  }

  /** Use other devices from now on, in the running call too. */
  async chooseDevices(devices: Devices): Promise<void> {
    const isOtherSpeaker = devices.speaker !== this.devices.speaker;
    this.devices = devices;
    if (isOtherSpeaker) await this.room?.switchActiveDevice('audiooutput', devices.speaker ?? 'default');
    await this.own.choose(devices);
  }

  /** Let sound be heard; the browser wants it to follow a press. */
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
    // Who is there is known before media can flow: what is asked for now comes with the first of it.
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
      this.around.onScreenStopped();
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
      this.around.onCutOff();
    });
  }

  /** Ask any track how much has come by the connection that all share. */
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
    this.isAway = isAway;
    this.schedule();
  }

  /** Many things happen at once: draw them once. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    queueMicrotask(() => {
      this.isScheduled = false;
      this.refresh();
    });
  }

  /** Take down who is there and what they show. While the connection is away, what was seen last stays. */
  private refresh(): void {
    const room = this.room;
    if (room && room.state !== 'disconnected' && room.state !== 'reconnecting') this.take(room);
    this.around.onChange();
  }

  private take(room: Room): void {
    const { peers, tracks } = presentIn(room, this.tracks, (identity, source) =>
      this.others.isWanted(identity, source),
    );
    this.peers = peers;
    this.tracks = tracks;
  }
}
