/** One's own part in a running call: who is there, what is seen and heard, what one does. A thin shell over the models. */

import { NetworkFailure } from '@/shared/api/refusal';
import type { JoinedCall } from '@/shared/api/schema';
import type { Devices } from '@/shared/media/devices';
import { Tried } from '@/shared/media/tried';
import type { Feed } from '@/shared/sync/feed';
import { leaveCall, raiseHand, tellQuality } from '../api';
import { changesBetween, lostRights, type Said } from '../model/changes';
import type { View } from '../model/layout';
import type { WarningName, OwnMedia } from '../model/warnings';
import { isSharing } from '../model/people';
import { type OverReason, overBy } from '../model/retry';
import { meOf, presentOf, type Roster } from '../model/roster';
import { type Wanted, wantsAll } from '../model/subscriptions';
import { Following } from './following';
import { Line } from './line';
import { Media } from './media';
import { OwnDevices } from './own-devices';
import { type Heard, OwnVoice } from './own-voice';
import { type CallPicture, firstPicture, type Panel } from './picture';
import type { Source } from './present';

/** What a call begins with. */
export interface Beginning {
  readonly joined: JoinedCall;
  readonly devices: Devices;
  readonly feed: Feed;
}

export class CallSession {
  private snapshot: CallPicture;
  private readonly following: Following;
  private readonly media: Media;
  private readonly line: Line;
  private readonly ownDevices: OwnDevices;
  private readonly device: string;
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(said: Said) => void>();
  private readonly voice = new OwnVoice(
    () => this.snapshot.own.microphone,
    (heard) => this.takeVoice(heard),
  );

  constructor({ joined, devices, feed }: Beginning) {
    this.device = joined.identity.slice(joined.identity.indexOf(':') + 1);
    this.following = new Following(joined.page, joined.participant_id, feed, {
      onRoster: (roster) => this.takeRoster(roster),
      onRefused: (failure) => this.finishBy(failure),
    });
    this.media = new Media(devices, new Tried(), {
      wantsAll: () => wantsAll(presentOf(this.snapshot.roster).length, this.snapshot.devices.lowTraffic),
      onChange: () => this.takeMedia(),
      onCutOff: () => void this.line.comeBack(),
      onScreenStopped: () => this.say({ key: 'call.shareStopped', isLoud: true }),
    });
    this.snapshot = firstPicture(this.following.roster, devices);
    this.ownDevices = new OwnDevices(this.media, {
      look: () => this.snapshot,
      onChange: (part) => this.change(part),
      onShareFailed: () => this.say({ key: 'call.shareFailed', isLoud: true }),
    });
    this.line = new Line(joined.page.call.id, this.device, this.media, {
      onReady: () => void this.ownDevices.switchOnWished(),
      onConnected: () => this.change({ phase: 'connected' }),
      onReconnecting: () => this.change({ phase: 'reconnecting' }),
      onAdmitted: ({ page }) => this.following.take(page),
      onShutOut: () => this.finish('gone'),
      onRefused: (failure) => this.finishBy(failure),
    });
    this.following.start();
    void this.line.connect(joined.token);
  }

  get picture(): CallPicture {
    return this.snapshot;
  }

  get callId(): string {
    return this.snapshot.roster.call.id;
  }

  /** Call back whenever the picture changes. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Call back with what is to be told to the person. */
  onSaid(hearer: (said: Said) => void): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  /** Give the picture of a device's camera or screen. */
  pictureOf(identity: string, source: Source) {
    return this.media.pictureOf(identity, source);
  }

  /** Ask for these pictures and no others. */
  want(wanted: Wanted): void {
    this.media.want(wanted);
  }

  /** Show people otherwise; for oneself alone. */
  look(change: Partial<View>): void {
    this.change({ view: { ...this.snapshot.view, ...change } });
  }

  /** Open a panel, or close the one that is open. */
  open(panel: Panel | undefined): void {
    this.change({ panel: panel === this.snapshot.panel ? undefined : panel });
  }

  /** Put a notice away. */
  dismiss(name: WarningName): void {
    this.change({ dismissed: new Set(this.snapshot.dismissed).add(name) });
  }

  /** Switch the microphone; who was muted and may lift it asks for that first. */
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

  /** Show the screen, or stop. Whoever closes the question changes nothing. */
  setScreen(isOn: boolean): Promise<void> {
    return this.ownDevices.setScreen(isOn);
  }

  /** Raise or lower my hand. */
  async setHand(isRaised: boolean): Promise<void> {
    await raiseHand(this.callId, isRaised);
  }

  /** Use other devices or habits from now on. */
  chooseDevices(change: Partial<Devices>): Promise<void> {
    return this.ownDevices.choose(change);
  }

  /** Let sound be heard. */
  startSound(): Promise<void> {
    return this.media.startSound();
  }

  /** Leave; the call goes on without me. */
  async leave(): Promise<void> {
    this.finish('left');
    await leaveCall(this.callId, this.device).catch(() => undefined);
  }

  /** Stop everything, for this reason. */
  finish(over: OverReason): void {
    if (this.snapshot.phase === 'over') return;
    this.change({ phase: 'over', over });
    this.following.stop();
    this.voice.stop();
    this.ownDevices.stop();
    void this.line.close();
  }

  private finishBy(failure: unknown): void {
    const reason = failure instanceof NetworkFailure ? undefined : overBy(failure);
    if (reason) this.finish(reason);
  }

  private takeRoster(roster: Roster): void {
    const before = this.snapshot.roster;
    this.change({ roster });
    for (const said of changesBetween(before, roster)) this.say(said);
    for (const right of lostRights(before, roster)) this.ownDevices.letGo(right);
    if (roster.call.state === 'ended') this.finish('ended');
    else if (meOf(roster)?.state === 'removed') this.finish('removed');
  }

  private takeMedia(): void {
    if (this.snapshot.phase === 'over') return;
    const { peers, speakers, isReconnecting, isDeaf, identity } = this.media;
    const mine = peers.find((peer) => peer.identity === identity);
    const before = this.snapshot.own;
    const own: OwnMedia = {
      ...before,
      microphone: mine?.hasMicrophone ?? false,
      camera: mine?.hasCamera ?? false,
      screen: isSharing(this.snapshot.roster, mine ? [mine] : []),
      isDeaf,
      quality: mine?.quality ?? 'unknown',
    };
    const isUp = this.snapshot.phase === 'connected' || this.snapshot.phase === 'reconnecting';
    const phase =
      isUp && !this.line.isComingBack ? (isReconnecting ? 'reconnecting' : 'connected') : this.snapshot.phase;
    this.change({ peers, speakers, own, phase });
    if (own.quality !== before.quality) this.tellQuality(own.quality);
    this.voice.follow(this.media.own.microphone);
  }

  private tellQuality(quality: OwnMedia['quality']): void {
    const told = ({ good: 'good', weak: 'poor', lost: 'lost', unknown: undefined } as const)[quality];
    if (told) void tellQuality(this.callId, this.device, told).catch(() => undefined);
  }

  private takeVoice(heard: Heard): void {
    const { own } = this.snapshot;
    if (heard.isUnheard === own.isUnheard && heard.isSilent === own.isSilent) return;
    this.change({ own: { ...own, ...heard } });
  }

  private say(said: Said): void {
    for (const hearer of this.hearers) hearer(said);
  }

  private change(part: Partial<CallPicture>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}
