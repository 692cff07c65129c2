import type { Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import type { Awareness } from 'y-protocols/awareness';

/** Show the others' pointers on the canvas; return a function that stops it. */
export function showPointers(canvas: ExcalidrawImperativeAPI, pointers: Awareness): () => void {
  const show = () => {
    const collaborators = new Map<SocketId, Collaborator>();
    for (const [client, state] of pointers.getStates()) {
      if (client === pointers.clientID || !state['pointer']) continue;
      collaborators.set(String(client) as SocketId, { username: state['name'], pointer: state['pointer'] });
    }
    canvas.updateScene({ collaborators });
  };
  pointers.on('change', show);
  return () => pointers.off('change', show);
}
