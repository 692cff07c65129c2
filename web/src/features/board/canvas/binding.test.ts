import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Doc } from 'yjs';
import { Binding, type Canvas, type Element } from './binding';

// The library needs a browser; what is tested is who wins, which the binding decides before it asks.
vi.mock('@excalidraw/excalidraw', () => ({
  CaptureUpdateAction: { NEVER: 'NEVER' },
  newElementWith: (element: Element, more: object) => ({ ...element, ...more, version: element.version + 1 }),
  restoreElements: (elements: Element[]) => elements,
  reconcileElements: (here: Element[], there: Element[]) => {
    const all = new Map(there.map((element) => [element.id, element]));
    for (const element of here)
      if (element.version >= (all.get(element.id)?.version ?? 0)) all.set(element.id, element);
    return [...all.values()];
  },
}));

class FakeCanvas implements Canvas {
  scene: Element[] = [];
  getSceneElementsIncludingDeleted = (() =>
    this.scene) as unknown as Canvas['getSceneElementsIncludingDeleted'];
  getAppState = () => ({}) as ReturnType<Canvas['getAppState']>;
  updateScene: Canvas['updateScene'] = ({ elements }) => {
    if (elements) this.scene = [...elements] as Element[];
  };

  change(id: string, more: object): void {
    this.scene = this.scene.map((one) =>
      one.id === id ? { ...one, version: one.version + 1, ...more } : one,
    );
  }
}

function rectangle(id: string, more: object = {}): Element {
  const place = { x: 0, y: 0, width: 1, height: 1, angle: 0, version: 1, versionNonce: 1 };
  return { id, type: 'rectangle', isDeleted: false, ...place, ...more } as unknown as Element;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(rights: { mayDraw: boolean; mayLead: boolean }, own: string[] = []) {
  const doc = new Doc();
  const shared = doc.getMap<unknown>('elements');
  shared.set('theirs', rectangle('theirs'));
  const canvas = new FakeCanvas();
  const dropped = vi.fn();
  const binding = new Binding(canvas, doc, new Set(own), rights, dropped);
  vi.advanceTimersByTime(100);
  return { shared, canvas, binding, dropped };
}

it('shares what one draws, not every step of a movement', () => {
  const { shared, canvas, binding } = open({ mayDraw: true, mayLead: false });
  const changes = vi.fn();
  shared.observe(changes);
  canvas.scene = [...canvas.scene, rectangle('mine')];
  for (let step = 0; step < 10; step += 1) {
    canvas.change('mine', { x: step });
    binding.share();
  }
  vi.advanceTimersByTime(100);
  expect(shared.get('mine')).toMatchObject({ x: 9 });
  expect(changes).toHaveBeenCalledTimes(1);
});

it.each([
  ['school.ru/7b', 'https://school.ru/7b'],
  ['https://school.ru', 'https://school.ru'],
  ['mailto:anna@school.ru', 'mailto:anna@school.ru'],
])('shares the link «%s» as «%s»', (typed, shown) => {
  const { shared, canvas, binding, dropped } = open({ mayDraw: true, mayLead: false });
  canvas.scene = [...canvas.scene, rectangle('mine', { link: typed })];
  binding.share();
  vi.advanceTimersByTime(100);
  expect(shared.get('mine')).toMatchObject({ link: shown });
  expect(canvas.scene).toContainEqual(expect.objectContaining({ id: 'mine', link: shown }));
  expect(dropped).not.toHaveBeenCalled();
});

it('locks what others drew, and takes back what was done to it here', () => {
  const { shared, canvas, binding } = open({ mayDraw: true, mayLead: false });
  expect(canvas.scene).toMatchObject([{ id: 'theirs', locked: true }]);
  canvas.change('theirs', { isDeleted: true });
  binding.share();
  vi.advanceTimersByTime(300);
  expect(shared.get('theirs')).toMatchObject({ isDeleted: false, version: 1 });
  expect(canvas.scene).toMatchObject([{ id: 'theirs', isDeleted: false }]);
});

it('changes everything for who leads, and locks nothing', () => {
  const { shared, canvas, binding } = open({ mayDraw: true, mayLead: true });
  expect(canvas.scene[0]?.locked).toBeFalsy();
  canvas.change('theirs', { x: 5 });
  binding.share();
  vi.advanceTimersByTime(100);
  expect(shared.get('theirs')).toMatchObject({ x: 5 });
});

it('unlocks what is one’s own when the server says so', () => {
  const { canvas, binding } = open({ mayDraw: true, mayLead: false }, ['theirs']);
  expect(canvas.scene[0]?.locked).toBeFalsy();
  binding.setRights({ mayDraw: false, mayLead: false });
  expect(canvas.scene).toMatchObject([{ locked: true }]);
  binding.setRights({ mayDraw: true, mayLead: false });
  expect(canvas.scene[0]?.locked).toBeFalsy();
});

it('shares nothing for who only looks', () => {
  const { shared, canvas, binding } = open({ mayDraw: false, mayLead: false });
  canvas.change('theirs', { x: 5 });
  canvas.scene = [...canvas.scene, rectangle('mine')];
  binding.share();
  vi.advanceTimersByTime(100);
  expect(shared.has('mine')).toBe(false);
  expect(shared.get('theirs')).toMatchObject({ x: 0 });
});

it('shows the rest of a drawing of which a part is damaged, and says so', () => {
  const { shared, canvas, dropped } = open({ mayDraw: true, mayLead: false });
  shared.set('null', null);
  expect(dropped).toHaveBeenCalled();
  expect(canvas.scene.map(({ id }) => id)).toEqual(['theirs']);
});

it('locks what one only changed while leading, not what one drew', () => {
  const { canvas, binding } = open({ mayDraw: true, mayLead: true });
  canvas.scene = [...canvas.scene, rectangle('mine')];
  canvas.change('theirs', { x: 5 });
  binding.share();
  vi.advanceTimersByTime(100);
  binding.setRights({ mayDraw: true, mayLead: false });
  const locked = canvas.scene.filter((element) => element.locked);
  expect(locked.map(({ id }) => id)).toEqual(['theirs']);
});

it('takes back what the server would refuse, and says so', () => {
  const { shared, canvas, binding, dropped } = open({ mayDraw: true, mayLead: false });
  canvas.scene = [...canvas.scene, rectangle('far', { x: 2 ** 33 }), rectangle('mine')];
  binding.share();
  vi.advanceTimersByTime(200);
  expect([...shared.keys()]).toEqual(['theirs', 'mine']);
  expect(canvas.scene.map(({ id }) => id)).toEqual(['theirs', 'mine']);
  expect(dropped).toHaveBeenCalledTimes(1);
});

it('sends what is large in parts, no faster than the server takes them', () => {
  const { shared, canvas, binding } = open({ mayDraw: true, mayLead: false });
  const updates: number[] = [];
  shared.doc?.on('update', (update: Uint8Array) => updates.push(update.length));
  const many = Array.from({ length: 60 }, (_, at) => rectangle(`large${at}`, { note: 'x'.repeat(40_000) }));
  canvas.scene = [...canvas.scene, ...many];
  binding.share();
  vi.advanceTimersByTime(1_000);
  expect(updates.reduce((sum, size) => sum + size)).toBeLessThan(1_000_000);
  vi.advanceTimersByTime(40_000);
  expect(shared.size).toBe(61);
  expect(Math.max(...updates)).toBeLessThan(200_000);
});
