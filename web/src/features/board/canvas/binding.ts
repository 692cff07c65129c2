/**
 * Binds the canvas to the shared drawing: a map from an element's id to the element. Order matters in three
 * places, otherwise browsers never agree about what lies on top: shared elements are sorted by `index` before
 * they are restored, since restoring repairs indexes by the order of the list; they are cloned, since the
 * canvas mutates its input; and local elements that win against shared ones are published again.
 *
 * Who may only draw changes nothing of others: their elements are locked here, and shown as they are shared.
 */
import {
  CaptureUpdateAction,
  newElementWith,
  reconcileElements,
  restoreElements,
} from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Doc, Transaction } from 'yjs';
import { isElement, readElements } from './elements';
import { Pace } from './pace';

export type Canvas = Pick<
  ExcalidrawImperativeAPI,
  'getSceneElementsIncludingDeleted' | 'getAppState' | 'updateScene'
>;
export type Element = ReturnType<Canvas['getSceneElementsIncludingDeleted']>[number];
type Restored = Parameters<typeof reconcileElements>[1];

export interface Rights {
  readonly mayDraw: boolean;
  /** True if everything may be changed. */
  readonly mayLead: boolean;
}

const OURS = 'local';
const MIN_PAUSE = 50;
/** Changes are sent in parts: the server refuses messages of more than 512 KB. */
const MAX_PART_BYTES = 128 * 1024;

export class Binding {
  private readonly elements;
  /** The version and nonce of each element that both sides know. */
  private readonly known = new Map<string, string>();
  private readonly locked = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace();

  constructor(
    private readonly canvas: Canvas,
    private readonly doc: Doc,
    private readonly own: Set<string>,
    private rights: Rights,
    /** Called when something is no element that the server takes, and is not shown. */
    private readonly onDropped: () => void,
  ) {
    this.elements = doc.getMap<unknown>('elements');
    this.elements.observe(this.changed);
    if (this.elements.size > 0) this.show();
  }

  /** Publish what changed on the canvas, soon: not every step of a movement. */
  share(): void {
    this.timer ??= setTimeout(() => this.shareNow(), Math.max(MIN_PAUSE, this.pace.pause));
  }

  /** Show the drawing by other rights. */
  setRights(rights: Rights): void {
    this.rights = rights;
    this.show();
  }

  /** Show the shared drawing; publish what wins against it. */
  show(): void {
    const { elements: shared, dropped } = readElements(this.elements);
    if (dropped > 0) this.onDropped();
    const restored = restoreElements(shared as unknown as Element[], null).map((element) =>
      this.mayChange(element.id) ? element : { ...element, locked: true },
    ) as unknown as Restored;
    for (const element of restored) this.known.set(element.id, stateOf(element));
    const here = this.canvas
      .getSceneElementsIncludingDeleted()
      .filter((element) => this.mayChange(element.id) && !this.locked.has(element.id))
      .filter((element) => isElement(element.id, element));
    const elements = reconcileElements(here, restored, this.canvas.getAppState());
    this.canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
    this.locked.clear();
    for (const element of this.canvas.getSceneElementsIncludingDeleted()) {
      if (this.mayChange(element.id)) continue;
      this.locked.add(element.id);
      this.known.set(element.id, stateOf(element));
    }
    this.share();
  }

  /** Unbind; what is not published yet is. */
  end(): void {
    this.elements.unobserve(this.changed);
    for (const part of inParts(this.collect())) this.publish(part);
    clearTimeout(this.timer);
  }

  private shareNow(): void {
    this.timer = undefined;
    const [first, ...rest] = inParts(this.collect());
    if (first) this.publish(first);
    if (rest.length > 0) this.share();
  }

  /** Return what is to be published; take back what may not be. */
  private collect(): Element[] {
    if (!this.rights.mayDraw) return [];
    this.completeLinks();
    const scene = this.canvas.getSceneElementsIncludingDeleted();
    const changed = scene.filter((element) => this.known.get(element.id) !== stateOf(element));
    const ours = changed.filter(({ id }) => this.mayChange(id));
    const good = ours.filter((element) => isElement(element.id, element));
    if (good.length < changed.length) this.show();
    if (good.length < ours.length) this.onDropped();
    return good;
  }

  /** Give addresses that were typed without a scheme, such as «school.ru», the usual one. */
  private completeLinks(): void {
    const scene = this.canvas.getSceneElementsIncludingDeleted();
    if (!scene.some(hasBareLink)) return;
    const elements = scene.map((element) =>
      hasBareLink(element) ? newElementWith(element, { link: `https://${element.link}` }) : element,
    );
    this.canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
  }

  private publish(elements: readonly Element[]): void {
    this.pace.spend(sizeOf(elements));
    this.doc.transact(() => {
      for (const element of elements) {
        this.known.set(element.id, stateOf(element));
        if (!this.elements.has(element.id)) this.own.add(element.id);
        this.elements.set(element.id, structuredClone(element));
      }
    }, OURS);
  }

  private mayChange(id: string): boolean {
    return this.rights.mayLead || (this.rights.mayDraw && (this.own.has(id) || !this.elements.has(id)));
  }

  private changed = (_event: unknown, { origin }: Transaction): void => {
    if (origin !== OURS) this.show();
  };
}

function stateOf({ version, versionNonce }: Element): string {
  return `${version}:${versionNonce}`;
}

function hasBareLink({ link }: Element): boolean {
  return /^[^\s:/?#]+\.[^\s]+$/.test(link ?? '');
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function inParts(elements: readonly Element[]): Element[][] {
  const parts: Element[][] = [];
  let left = 0;
  for (const element of elements) {
    const size = sizeOf(element);
    if (size > left) {
      parts.push([]);
      left = MAX_PART_BYTES;
    }
    parts.at(-1)?.push(element);
    left -= size;
  }
  return parts;
}
