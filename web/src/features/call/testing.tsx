/** A running call in tests: the real session with a fake server and fake media. */
import { act, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, onTestFinished } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import type { CallPage, KnockRead, ParticipantRead } from '@/shared/api/schema';
import { loadDevices, saveDevices } from '@/shared/media/devices';
import { Followers } from '@/shared/stream/feed';
import type { EntityUpdate } from '@/shared/stream/wire';
import { page } from '@/shared/testing/call';
import { FakeRoom } from '@/shared/testing/media-server';
import { show } from '@/shared/testing/screen';
import { fakeServer } from '@/shared/testing/server';
import type { ControlFacts } from './controls/control';
import { NO_MEDIA, type OwnMedia } from './model/warnings';
import { CallSession } from './session/session';
import { firstSnapshot, withChange } from './session/snapshot';

interface Situation extends Partial<Omit<CallPage, 'me' | 'participants'>> {
  /** The person whose session it is; by default the first. */
  readonly as?: ParticipantRead;
  readonly knocks?: readonly KnockRead[];
  readonly answers?: Parameters<typeof fakeServer>[0];
}

/** A person in the lobby. */
export function knock(name: string, change: Partial<KnockRead> = {}): KnockRead {
  return {
    id: name,
    call_id: 'lesson',
    name,
    is_guest: false,
    state: 'waiting',
    at: '2026-11-23T09:01:00Z',
    ...change,
  };
}

interface Sight extends Partial<Omit<ControlFacts, 'me' | 'snapshot'>> {
  readonly me: ParticipantRead;
  /** The page of the call. */
  readonly call?: Partial<Omit<CallPage, 'me' | 'participants'>>;
  readonly own?: Partial<OwnMedia>;
}

/** What decides about the controls of this person. */
export function factsFor({ me, call, own, ...change }: Sight): ControlFacts {
  const roster = rosterOf(page([me], { me, ...call }), me.id);
  const snapshot = withChange(firstSnapshot(roster, loadDevices()), { own: { ...NO_MEDIA, ...own } });
  const browser = { canShareScreen: true, canFillScreen: true };
  return { snapshot, me, hasMessenger: true, isFullScreen: false, browser, opened: undefined, ...change };
}

/** Join a call with these people, camera and microphone off, and record the requests. */
export async function sitInCall(people: readonly ParticipantRead[], situation: Situation = {}) {
  const { as: me = people[0] as ParticipantRead, knocks = [], answers, ...change } = situation;
  const told = page(people, { me, ...change });
  const server = fakeServer({
    'GET /api/calls/lesson': told,
    'GET /api/calls/lesson/knocks': knocks,
    'GET /api/lessons/of-call/lesson/absent': [],
    ...answers,
  });
  saveDevices({ cameraOn: false, microphoneOn: false });
  const feed = new Followers();
  const identity = `${me.id}:tablet`;
  const joined = { state: 'admitted', participant_id: me.id, token: identity, identity, page: told } as const;
  const session = new CallSession({ joined, devices: loadDevices(), feed });
  onTestFinished(() => session.finish('left'));
  await waitFor(() => expect(session.snapshot.phase).toBe('connected'));
  await waitFor(() => expect(session.snapshot.roster.knocks.size).toBe(knocks.length));
  let seq = told.seq;
  const tell = (...updates: readonly EntityUpdate[]) => {
    seq += 1;
    act(() => feed.step('call:lesson', { from: seq - 1, to: seq, updates }));
  };
  return {
    session,
    server,
    /** The call's media. */
    room: FakeRoom.last as FakeRoom,
    /** Deliver an update of the call. */
    tell,
    /** Deliver reactions, by participant. */
    react: (...sent: readonly (readonly [participantId: string, reaction: string])[]) =>
      act(() => {
        const reactions = sent.map(([participant_id, reaction]) => ({ participant_id, reaction }));
        const frame = { t: 'reactions', s: 'call:lesson', reactions };
        feed.passOn(frame);
      }),
    /** Make the page read the call again, and wait for the answer. */
    reload: async () => {
      const before = server.asked.length;
      feed.resync('call:lesson');
      await waitFor(() => expect(server.asked.length).toBeGreaterThan(before));
      await act(async () => undefined);
    },
    /** Render a part of the call. */
    show: (part: ReactNode) => show(part),
  };
}
