/**
 * Binds the canvas to the shared drawing: a map from an element's id to the element. Order matters in three
 * places, otherwise browsers never agree about what lies on top: shared elements are sorted by `index` before
 * they are restored, since restoring repairs indexes by the order of the list; they are cloned, since the
 * canvas mutates its input; and local elements that win against shared ones are published again.
 */
import { CaptureUpdateAction, reconcileElements, restoreElements } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Doc, Transaction } from 'yjs';

export type Canvas = Pick<
  ExcalidrawImperativeAPI,
  'getSceneElementsIncludingDeleted' | 'getAppState' | 'updateScene'
>;
export type Element = ReturnType<Canvas['getSceneElementsIncludingDeleted']>[number];
type Restored = Parameters<typeof reconcileElements>[1];

const OURS = 'local';

export class Binding {
  private readonly elements;
  /** The version and nonce of each element that both sides know. */
  private readonly known = new Map<string, string>();

  constructor(
    private readonly canvas: Canvas,
    private readonly doc: Doc,
  ) {
    this.elements = doc.getMap<Element>('elements');
    this.elements.observe(this.changed);
    if (this.elements.size > 0) this.show();
  }

  /** Publish what changed on the canvas. */
  share(elements: readonly Element[]): void {
    const changed = elements.filter((element) => this.known.get(element.id) !== stateOf(element));
    if (changed.length === 0) return;
    this.doc.transact(() => {
      for (const element of changed) {
        this.known.set(element.id, stateOf(element));
        this.elements.set(element.id, structuredClone(element));
      }
    }, OURS);
  }

  /** Unbind. */
  end(): void {
    this.elements.unobserve(this.changed);
  }

  private changed = (_event: unknown, { origin }: Transaction): void => {
    if (origin !== OURS) this.show();
  };

  private show(): void {
    const shared = structuredClone([...this.elements.values()]).sort(byIndex);
    const restored = restoreElements(shared, null) as unknown as Restored;
    for (const element of restored) this.known.set(element.id, stateOf(element));
    const here = this.canvas.getSceneElementsIncludingDeleted();
    const elements = reconcileElements(here, restored, this.canvas.getAppState());
    this.canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
    this.share(this.canvas.getSceneElementsIncludingDeleted());
  }
}

function stateOf({ version, versionNonce }: Element): string {
  return `${version}:${versionNonce}`;
}

function byIndex(one: Element, other: Element): number {
  const [a, b] = [one.index ?? '', other.index ?? ''];
  if (a === b) return one.id < other.id ? -1 : 1;
  return a < b ? -1 : 1;
}
