import type { Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';

/** Where somebody points, by the name that the server knows. */
export interface Pointer {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const LIFETIME = 30_000;

/** The others' pointers; one that does not move for a while is forgotten, as its socket may be. */
export class Pointers {
  private readonly shown = new Map<string, Pointer & { readonly at: number }>();

  /** Remember where a pointer is now; undefined: nowhere. */
  set(id: string, pointer: Pointer | undefined): void {
    if (pointer) this.shown.set(id, { ...pointer, at: Date.now() });
    else this.shown.delete(id);
    for (const [other, { at }] of this.shown) if (at < Date.now() - LIFETIME) this.shown.delete(other);
  }

  /** Forget all of them. */
  clear(): void {
    this.shown.clear();
  }

  /** Show them on the canvas. */
  show(canvas: Pick<ExcalidrawImperativeAPI, 'updateScene'>): void {
    const collaborators = new Map<SocketId, Collaborator>();
    for (const [id, { name, x, y }] of this.shown) {
      collaborators.set(id as SocketId, { username: name, pointer: { x, y, tool: 'pointer' } });
    }
    canvas.updateScene({ collaborators });
  }
}
