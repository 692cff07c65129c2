/** The person's session in a running call: roster, media, actions. A thin layer over the models. */
import { meOf, presentOf, type Roster } from '@/data/call/roster';
import { RosterSync } from '@/data/call/roster-sync';
import type { CallReaction, JoinedCall } from '@/shared/api/schema';
import type { Devices } from '@/shared/media/devices';
import { PreparedTracks } from '@/shared/media/prepared-tracks';
import type { Feed } from '@/shared/stream/feed';
import { leaveCall, raiseHand, saveQuality, sendReaction } from '../api';
import { type Announcement, changesBetween, lostRights } from '../model/changes';
import type { View } from '../model/layout';
import { reactionsSaid } from '../model/reactions';
import { type OverReason, overBy } from '../model/retry';
import { type Wanted, wantsAll } from '../model/subscriptions';
import type { OwnMedia, WarningName } from '../model/warnings';
import { lowerAnsweredHand } from './answered-hand';
import { Media } from './media';
import { MediaConnection } from './media-connection';
import { OwnDevices } from './own-devices';
import { ownMediaOf } from './own-media';
import { OwnVoice, type VoiceState } from './own-voice';
import { Reactions, saveWantsReactions, wantsReactions } from './reactions';
import { type CallSnapshot, firstSnapshot, type SnapshotChange, withChange } from './snapshot';

/** The data a call starts with. */
export interface CallStart {
  readonly joined: JoinedCall;
  readonly devices: Devices;
  readonly feed: Feed;
}

export class CallSession {
  private current: CallSnapshot;
  private readonly rosterSync: RosterSync;
  private readonly media: Media;
  private readonly mediaConnection: MediaConnection;
  private readonly ownDevices: OwnDevices;
  private readonly device: string;
  private readonly listeners = new Set<() => void>();
  private readonly announcementListeners = new Set<(said: Announcement) => void>();
  private readonly reactions = new Reactions({
    onShown: (reactions) => this.change({ reactions }),
    onGathered: (sent) => {
      const said = reactionsSaid(sent, this.current.roster);
      if (said) this.announce(said);
    },
  });
  private readonly voice = new OwnVoice(
    () => this.current.own.microphone,
    (heard) => this.setVoice(heard),
  );

  constructor({ joined, devices, feed }: CallStart) {
    this.device = joined.identity.slice(joined.identity.indexOf(':') + 1);
    this.rosterSync = new RosterSync(joined.page, joined.participant_id, feed, {
      onRoster: (roster) => this.setRoster(roster),
      onReactions: (sent) => {
        if (this.current.showsReactions) this.reactions.take(sent);
      },
      onRejected: (failure) => this.finishBy(failure),
    });
    this.media = new Media(devices, new PreparedTracks(), {
      wantsAll: () => wantsAll(presentOf(this.current.roster).length, this.current.devices.lowTraffic),
      onChange: () => this.setMedia(),
      onDisconnected: () => void this.mediaConnection.reconnect(),
      onDeviceLost: (kind) => this.ownDevices.noteLost(kind),
      onScreenStopped: () => this.announce({ key: 'call.shareStopped', isLoud: true }),
    });
    this.current = firstSnapshot(this.rosterSync.roster, devices, wantsReactions());
    this.ownDevices = new OwnDevices(this.media, {
      snapshot: () => this.current,
      onChange: (part) => this.change(part),
      onShareFailed: () => this.announce({ key: 'call.shareFailed', isLoud: true }),
    });
    this.mediaConnection = new MediaConnection(joined.page.call.id, this.device, this.media, {
      onReady: () => void this.ownDevices.switchOnWished(),
      onConnected: () => this.change({ phase: 'connected' }),
      onReconnecting: () => this.change({ phase: 'reconnecting' }),
      onAdmitted: ({ page }) => this.rosterSync.take(page),
      onSentToLobby: () => this.finish('gone'),
      onRejected: (failure) => this.finishBy(failure),
    });
    lowerAnsweredHand(this);
    this.rosterSync.start();
    void this.mediaConnection.connect(joined.token);
  }

  get snapshot(): CallSnapshot {
    return this.current;
  }

  get callId(): string {
    return this.current.roster.call.id;
  }

  /** Call back whenever the snapshot changes. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Call back with announcements. */
  onAnnouncement(listener: (said: Announcement) => void): () => void {
    this.announcementListeners.add(listener);
    return () => this.announcementListeners.delete(listener);
  }

  /** Request these videos and no others. */
  want(wanted: Wanted): void {
    this.media.want(wanted);
  }

  /** Change the layout for this person only. */
  look(change: Partial<View>): void {
    this.change({ view: { ...this.current.view, ...change } });
  }

  /** Open a panel, or close the one that is open. */
  open(panel: { readonly name: string } | undefined): void {
    this.change({ panel: panel?.name === this.current.panel ? undefined : panel?.name });
  }

  /** Set the number of unread messages in the chat of the call. */
  countUnread(unread: number): void {
    this.change({ unread });
  }

  /** Dismiss a warning. */
  dismiss(name: WarningName): void {
    this.change({ dismissed: new Set(this.current.dismissed).add(name) });
  }

  /** Switch the microphone; a muted person who may unmute does so on the server first. */
  setMicrophone(isOn: boolean): Promise<void> {
    return this.ownDevices.setMicrophone(isOn);
  }

  /** Speak while a key is held. */
  talk(isHeld: boolean): Promise<void> {
    return this.ownDevices.talk(isHeld);
  }

  /** Switch the camera. */
  setCamera(isOn: boolean): Promise<void> {
    return this.ownDevices.setCamera(isOn);
  }

  /** Share the screen, or stop. Cancelling the browser's dialog changes nothing. */
  setScreen(isOn: boolean): Promise<void> {
    return this.ownDevices.setScreen(isOn);
  }

  /** Raise or lower my hand. */
  async setHand(isRaised: boolean): Promise<void> {
    await raiseHand(this.callId, isRaised);
  }

  /** Send a reaction to everybody in the call; it is shown when it comes back. */
  async react(reaction: CallReaction): Promise<void> {
    await sendReaction(this.callId, reaction);
  }

  /** Show reactions to this person, or no more. */
  showReactions(isWanted: boolean): void {
    saveWantsReactions(isWanted);
    if (!isWanted) this.reactions.clear();
    this.change({ showsReactions: isWanted });
  }

  /** Change devices or their settings. */
  chooseDevices(change: Partial<Devices>): Promise<void> {
    return this.ownDevices.choose(change);
  }

  /** Start audio playback. */
  startSound(): Promise<void> {
    return this.media.startSound();
  }

  /** Leave; the call continues. */
  async leave(): Promise<void> {
    this.finish('left');
    await leaveCall(this.callId, this.device).catch(() => undefined);
  }

  /** Stop everything, for this reason. */
  finish(over: OverReason): void {
    if (this.current.phase === 'over') return;
    this.change({ phase: 'over', over });
    this.rosterSync.stop();
    this.voice.stop();
    this.reactions.clear();
    this.ownDevices.stop();
    void this.mediaConnection.close();
  }

  private finishBy(failure: unknown): void {
    const reason = overBy(failure);
    if (reason) this.finish(reason);
  }

  private setRoster(roster: Roster): void {
    const before = this.current.roster;
    this.change({ roster });
    if (this.current.roster === before) return;
    for (const said of changesBetween(before, roster)) this.announce(said);
    for (const right of lostRights(before, roster)) this.ownDevices.stopWithoutRight(right);
    if (roster.call.state === 'ended') this.finish('ended');
    else if (meOf(roster)?.state === 'removed') this.finish('removed');
  }

  private setMedia(): void {
    if (this.current.phase === 'over') return;
    const { peers, videos, speakers, isReconnecting } = this.media;
    const before = this.current.own;
    const own = ownMediaOf(before, this.current.roster, this.media);
    const isUp = this.current.phase === 'connected' || this.current.phase === 'reconnecting';
    const followsMedia = isUp && !this.mediaConnection.isReconnecting;
    const phase = followsMedia ? (isReconnecting ? 'reconnecting' : 'connected') : this.current.phase;
    this.change({ peers, videos, speakers, own, phase });
    if (own.quality !== before.quality) this.saveQuality(own.quality);
    this.voice.follow(this.media.own.microphone);
  }

  private saveQuality(quality: OwnMedia['quality']): void {
    const saved = ({ good: 'good', weak: 'poor', lost: 'lost', unknown: undefined } as const)[quality];
    if (saved) void saveQuality(this.callId, this.device, saved).catch(() => undefined);
  }

  private setVoice(voice: VoiceState): void {
    this.change({ own: { ...this.current.own, ...voice } });
  }

  /** Tell this person of something. */
  announce(said: Announcement): void {
    for (const listener of this.announcementListeners) listener(said);
  }

  private change(part: SnapshotChange): void {
    const next = withChange(this.current, part);
    if (next === this.current) return;
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}
