import type { Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';

/** Where somebody points, by the name that the server knows. */
export interface Pointer {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const LIFETIME = 30_000;

/** The others' pointers on the canvas; one that does not move for a while is forgotten, as its socket may be. */
export class Pointers {
  private readonly shown = new Map<string, Pointer & { readonly timer: ReturnType<typeof setTimeout> }>();

  constructor(private readonly canvas: Pick<ExcalidrawImperativeAPI, 'updateScene'>) {}

  /** Show where a pointer is now; undefined: nowhere. */
  set(id: string, pointer: Pointer | undefined): void {
    clearTimeout(this.shown.get(id)?.timer);
    if (pointer)
      this.shown.set(id, { ...pointer, timer: setTimeout(() => this.set(id, undefined), LIFETIME) });
    else this.shown.delete(id);
    this.show();
  }

  /** Forget all of them. */
  clear(): void {
    if (this.shown.size === 0) return;
    for (const { timer } of this.shown.values()) clearTimeout(timer);
    this.shown.clear();
    this.show();
  }

  private show(): void {
    const collaborators = new Map<SocketId, Collaborator>();
    for (const [id, { name, x, y }] of this.shown) {
      collaborators.set(id as SocketId, { username: name, pointer: { x, y, tool: 'pointer' } });
    }
    this.canvas.updateScene({ collaborators });
  }
}
