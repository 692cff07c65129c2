/** One's own part in a running call: who is there, what is seen and heard, what one does. A thin shell over the models. */

import { NetworkFailure } from '@/shared/api/refusal';
import type { JoinedCall } from '@/shared/api/schema';
import { type Devices, saveDevices } from '@/shared/media/devices';
import { explainRefusal, type MediaRefusal } from '@/shared/media/refusal';
import { Tried } from '@/shared/media/tried';
import type { Feed } from '@/shared/sync/feed';
import { changeException, leaveCall, raiseHand, tellQuality } from '../api';
import { changesBetween, lostRights, type Said } from '../model/changes';
import type { View } from '../model/layout';
import { NO_MEDIA, type NoticeName, type OwnMedia, type Phase } from '../model/notices';
import { isSharing, type Peer } from '../model/people';
import { type OverReason, overBy } from '../model/retry';
import { mayUnmute, meOf, type Roster } from '../model/roster';
import type { Wanted } from '../model/subscriptions';
import { Following } from './following';
import { Line } from './line';
import { Media } from './media';
import { type Heard, OwnVoice } from './own-voice';
import type { Source } from './present';

export type Panel = 'chat' | 'people' | 'rights' | 'settings' | 'invite';

/** All there is to draw. Another object whenever something changed. */
export interface CallPicture {
  readonly roster: Roster;
  readonly phase: Phase;
  readonly over: OverReason | undefined;
  readonly peers: readonly Peer[];
  readonly speakers: readonly string[];
  readonly own: OwnMedia;
  readonly devices: Devices;
  readonly view: View;
  readonly panel: Panel | undefined;
  readonly dismissed: ReadonlySet<NoticeName>;
}

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
  private readonly device: string;
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(said: Said) => void>();
  private readonly voice = new OwnVoice(
    () => this.snapshot.own.microphone,
    (heard) => this.takeVoice(heard),
  );
  /** Whether the microphone is on only while a key is held. */
  private isTalking = false;

  constructor({ joined, devices, feed }: Beginning) {
    this.device = joined.identity.slice(joined.identity.indexOf(':') + 1);
    this.following = new Following(joined.page, joined.participant_id, feed, {
      onRoster: (roster) => this.takeRoster(roster),
      onRefused: (failure) => this.finishBy(failure),
    });
    this.media = new Media(devices, new Tried(), {
      onChange: () => this.takeMedia(),
      onCutOff: () => void this.line.comeBack(),
      onScreenStopped: () => this.say({ key: 'call.shareStopped', isLoud: true }),
    });
    this.snapshot = {
      roster: this.following.roster,
      phase: 'connecting',
      over: undefined,
      peers: [],
      speakers: [],
      own: NO_MEDIA,
      devices,
      view: { mode: 'grid', page: 0, pin: undefined },
      panel: undefined,
      dismissed: new Set(),
    };
    this.line = new Line(joined.page.call.id, this.device, this.media, {
      onReady: () => void this.sendWished(),
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
  dismiss(name: NoticeName): void {
    this.change({ dismissed: new Set(this.snapshot.dismissed).add(name) });
  }

  /** Switch the microphone; who was muted and may lift it asks for that first. */
  async setMicrophone(isOn: boolean): Promise<void> {
    this.isTalking = false;
    const { roster } = this.snapshot;
    const me = meOf(roster);
    if (isOn && me && !me.rights.microphone) {
      if (!mayUnmute(roster)) return;
      await changeException(this.callId, me.id, { microphone: null });
    }
    saveDevices({ microphoneOn: isOn });
    await this.give('microphoneRefused', () => this.media.own.setMicrophone(isOn));
  }

  /** Speak while a key is held. */
  async talk(isHeld: boolean): Promise<void> {
    if (isHeld === this.isTalking) return;
    const me = meOf(this.snapshot.roster);
    if (isHeld && (this.snapshot.own.microphone || !me?.rights.microphone)) return;
    this.isTalking = isHeld;
    await this.give('microphoneRefused', () => this.media.own.setMicrophone(isHeld));
  }

  /** Switch the camera. */
  async setCamera(isOn: boolean): Promise<void> {
    if (isOn && this.snapshot.devices.lowTraffic) await this.chooseDevices({ lowTraffic: false });
    saveDevices({ cameraOn: isOn });
    await this.give('cameraRefused', () => this.media.own.setCamera(isOn));
  }

  /** Show the screen, or stop. Whoever closes the question changes nothing. */
  async setScreen(isOn: boolean): Promise<void> {
    await this.media.own.setScreen(isOn).catch((failure: unknown) => {
      const reason = explainRefusal(failure);
      if (reason !== 'denied' && reason !== 'dismissed') this.say({ key: 'call.shareFailed', isLoud: true });
    });
  }

  /** Raise or lower my hand. */
  async setHand(isRaised: boolean): Promise<void> {
    await raiseHand(this.callId, isRaised);
  }

  /** Use other devices or habits from now on. */
  async chooseDevices(change: Partial<Devices>): Promise<void> {
    const devices = saveDevices(change);
    this.change({ devices });
    if (change.lowTraffic === true && this.snapshot.own.camera) await this.setCamera(false);
    await this.media.chooseDevices(devices);
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
    void this.line.close();
  }

  /** Switch on what the person left on, or had on before the connection was cut. */
  private async sendWished(): Promise<void> {
    const { own, devices, roster } = this.snapshot;
    const rights = meOf(roster)?.rights;
    const isFirst = own === NO_MEDIA || (!own.microphone && !own.camera);
    const wishes = isFirst ? devices : { microphoneOn: own.microphone, cameraOn: own.camera };
    await Promise.all([
      wishes.microphoneOn && rights?.microphone
        ? this.give('microphoneRefused', () => this.media.own.setMicrophone(true))
        : undefined,
      wishes.cameraOn && rights?.camera && !devices.lowTraffic
        ? this.give('cameraRefused', () => this.media.own.setCamera(true))
        : undefined,
    ]);
    this.media.own.releaseTried();
  }

  private finishBy(failure: unknown): void {
    const reason = failure instanceof NetworkFailure ? undefined : overBy(failure);
    if (reason) this.finish(reason);
  }

  private takeRoster(roster: Roster): void {
    const before = this.snapshot.roster;
    this.change({ roster });
    for (const said of changesBetween(before, roster)) this.say(said);
    for (const right of lostRights(before, roster)) this.letGo(right);
    if (roster.call.state === 'ended') this.finish('ended');
    else if (meOf(roster)?.state === 'removed') this.finish('removed');
  }

  /** The server takes away what is sent without a right; the device's light is to go out, too. */
  private letGo(right: string): void {
    const { own } = this.snapshot;
    if (right === 'microphone' && own.microphone) void this.media.own.setMicrophone(false);
    if (right === 'camera' && own.camera) void this.media.own.setCamera(false);
    if (right === 'screen' && own.screen) void this.media.own.setScreen(false);
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

  /** Switch a device, and remember why the browser gave none. */
  private async give(kind: 'microphoneRefused' | 'cameraRefused', act: () => Promise<void>): Promise<void> {
    let refusal: MediaRefusal | undefined;
    try {
      await act();
    } catch (failure) {
      refusal = explainRefusal(failure);
    }
    this.change({ own: { ...this.snapshot.own, [kind]: refusal } });
  }

  private say(said: Said): void {
    for (const hearer of this.hearers) hearer(said);
  }

  private change(part: Partial<CallPicture>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}
