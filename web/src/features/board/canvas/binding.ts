/**
 * Ties the canvas to the shared drawing: a map from an element's id to the element.
 *
 * Order matters in three places, else browsers never agree about what lies on top. What is shared is sorted by its own
 * `index` before it is restored, since restoring mends indexes by the order of the list. What is shared is cloned, since
 * the canvas changes what it is given. And what wins here against what is shared is told back.
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
  /** What is known of each element on both sides: its version and its nonce. */
  private readonly known = new Map<string, string>();

  constructor(
    private readonly canvas: Canvas,
    private readonly doc: Doc,
  ) {
    this.elements = doc.getMap<Element>('elements');
    this.elements.observe(this.changed);
    if (this.elements.size > 0) this.show();
  }

  /** Share what changed on the canvas. */
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

  /** Tie no more. */
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
