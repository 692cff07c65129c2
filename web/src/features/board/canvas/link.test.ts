import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { BoardLink, type LinkState } from './link';
import { FakeBoard, FakeSocket } from './testing';

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.board = new FakeBoard();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Open the board, and return the states of its connection. */
async function look() {
  const states: LinkState[] = [];
  const reasons: (string | undefined)[] = [];
  const pointers = new Map<string, unknown>();
  const views: unknown[] = [];
  const opened: number[] = [];
  const own: [readonly string[], boolean][] = [];
  const link = new BoardLink('board', 'guest', {
    onState: (state, reason) => {
      states.push(state);
      reasons.push(reason);
    },
    onOwn: (ids, isAll) => own.push([ids, isAll]),
    onCopies: () => undefined,
    onOpened: () => opened.push(link.doc.getMap('elements').size),
    onView: (view) => views.push(view),
    onPointer: (id, pointer) => (pointer ? pointers.set(id, pointer) : pointers.delete(id)),
  });
  await vi.advanceTimersByTimeAsync(0);
  return {
    link,
    states,
    reasons,
    pointers,
    views,
    opened,
    own,
    drawing: link.doc.getMap<string>('elements'),
  };
}

it('tells where one looks who leads, and is told where others do', async () => {
  const { link, views } = await look();
  const [socket] = FakeSocket.board.sockets;
  const view = { x: 1, y: 2, width: 300, height: 200 };
  for (const x of [0, 1]) link.look({ ...view, x });
  await vi.advanceTimersByTimeAsync(200);
  expect(socket?.heard).toEqual([{ t: 'view', ...view }]);
  socket?.say({ t: 'view', ...view });
  expect(views).toEqual([{ t: 'view', ...view }]);
});

it('shows what the others draw, and what was drawn before one came', async () => {
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  const misha = await look();
  const lena = await look();
  misha.drawing.set('line', 'Миша');
  expect(misha.states).toEqual(['connecting', 'online', ...misha.states.slice(2)]);
  expect(lena.drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
  expect(lena.opened, 'with what was drawn before, once').toEqual([1]);
});

it('comes back after a bad network, with what was drawn meanwhile on both sides', async () => {
  const { drawing, states } = await look();
  FakeSocket.board.cut(1006);
  expect(states.at(-1)).toBe('connecting');
  drawing.set('line', 'Миша');
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(states.at(-1)).toBe('online');
  expect(drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
  expect(FakeSocket.board.doc.getMap('elements').toJSON()).toEqual(drawing.toJSON());
});

it.each([
  [4003, 'refused'],
  [1009, 'refused'],
  [4001, 'closed'],
  [4005, 'closed'],
] as const)('does not ask again when the server closes with %i, and says «%s»', async (code, state) => {
  const { states } = await look();
  FakeSocket.board.cut(code);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe(state);
  expect(FakeSocket.board.sockets).toHaveLength(0);
});

it('says nothing of what was still on its way when one hung up', async () => {
  const { link, states } = await look();
  const before = states.length;
  link.end();
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  expect(states).toHaveLength(before);
});

it('keeps what is drawn while the server is away, and sends it when it is ready again', async () => {
  const { drawing, states } = await look();
  const [socket] = FakeSocket.board.sockets;
  socket?.say({ t: 'waiting' });
  expect(states.at(-1)).toBe('connecting');
  drawing.set('line', 'Миша');
  expect(FakeSocket.board.doc.getMap('elements').toJSON()).toEqual({});
  socket?.say({ t: 'ready' });
  socket?.tell((question) => writeSyncStep1(question, FakeSocket.board.doc));
  expect(states.at(-1)).toBe('online');
  expect(FakeSocket.board.doc.getMap('elements').toJSON()).toEqual({ line: 'Миша' });
});

it('sends what was drawn during a long absence in parts that the server takes', async () => {
  const { drawing } = await look();
  FakeSocket.board.cut(1006);
  for (let part = 0; part < 30; part += 1) drawing.set(`part${part}`, 'x'.repeat(100_000));
  await vi.advanceTimersByTimeAsync(1_000);
  const [socket] = FakeSocket.board.sockets;
  const sum = () => socket?.sizes.reduce((all, size) => all + size, 0) ?? 0;
  expect(sum()).toBeLessThan(800_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Math.max(...(socket?.sizes ?? []))).toBeLessThan(512 * 1024);
  expect(FakeSocket.board.doc.getMap('elements').size).toBe(30);
});

it('does not send again what the server says is saved', async () => {
  const { drawing } = await look();
  drawing.set('line', 'Миша');
  const [socket] = FakeSocket.board.sockets;
  socket?.tell((to) => writeUpdate(to, encodeStateAsUpdate(FakeSocket.board.doc)));
  drawing.set('circle', 'Миша');
  const sent = socket?.sizes.length ?? 0;
  socket?.tell((question) => writeSyncStep1(question, new Doc()));
  expect(socket?.sizes).toHaveLength(sent + 1);
});

it('says why something was refused', async () => {
  const { reasons } = await look();
  FakeSocket.board.sockets[0]?.say({ t: 'refused', reason: 'board_full' });
  FakeSocket.board.cut(4003);
  expect(reasons.at(-1)).toBe('board_full');
});

it('tells what is one’s own: more of it, or all', async () => {
  const { own } = await look();
  FakeSocket.board.sockets[0]?.say({ t: 'own', ids: ['line'], is_all: false });
  FakeSocket.board.sockets[0]?.say({ t: 'own', ids: ['circle'], is_all: true });
  expect(own).toEqual(Object.entries({ line: false, circle: true }).map(([id, isAll]) => [[id], isAll]));
});

it('waits as long as the server says', async () => {
  const { states } = await look();
  FakeSocket.board.sockets[0]?.say({ t: 'retry', after: 30 });
  FakeSocket.board.cut(4029);
  await vi.advanceTimersByTimeAsync(29_900);
  expect(states.at(-1)).toBe('connecting');
  expect(FakeSocket.board.sockets).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(16_000);
  expect(states.at(-1)).toBe('online');
});

it('points a few times a second, by no name of its own, and shows pointers by the names of the server', async () => {
  const { link, pointers } = await look();
  const [socket] = FakeSocket.board.sockets;
  for (let x = 0; x < 10; x += 1) link.point(x, 0);
  await vi.advanceTimersByTimeAsync(60);
  link.point(10, 0);
  expect(socket?.heard).toEqual([
    { t: 'pointer', x: 0, y: 0 },
    { t: 'pointer', x: 10, y: 0 },
  ]);
  socket?.say({ t: 'pointer', id: 'a', name: 'Лена', x: 1, y: 2 });
  expect(pointers.get('a')).toMatchObject({ name: 'Лена', x: 1, y: 2 });
  socket?.say({ t: 'pointer_gone', id: 'a' });
  expect(pointers.size).toBe(0);
});

it('goes on after a text that makes no sense', async () => {
  const { states } = await look();
  for (const text of ['nonsense', 'null', '5', '{"t":"later"}'])
    FakeSocket.board.sockets[0]?.onmessage?.({ data: text });
  expect(states.at(-1)).toBe('online');
});
