import { type MouseEvent, type PointerEvent, useRef, useState, type WheelEvent } from 'react';
import { dragged, pinched, UNZOOMED, type Zoom, zoomedAt } from '../model/zoom';

const MIDDLE = { x: 0, y: 0 };

/** Return the zoom of this picture, and the handlers for wheel, double press, drag and pinch; another begins unzoomed. */
export function useZoom(of: string | undefined) {
  const [{ key, zoom }, set] = useState({ key: of, zoom: UNZOOMED });
  if (key !== of) set({ key: of, zoom: UNZOOMED });
  const setZoom = (change: (now: Zoom) => Zoom) => set((now) => ({ ...now, zoom: change(now.zoom) }));
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const handlers = {
    onWheel: (event: WheelEvent) => {
      const point = fromMiddle(event);
      setZoom((now) => zoomedAt(now, point, now.scale * (event.deltaY < 0 ? 1.2 : 1 / 1.2)));
    },
    onDoubleClick: (event: MouseEvent) => {
      const point = fromMiddle(event);
      setZoom((now) => (now.scale > 1 ? UNZOOMED : zoomedAt(now, point, 2.5)));
    },
    onPointerDown: (event: PointerEvent) => {
      fingers.current.set(event.pointerId, fromMiddle(event));
    },
    onPointerMove: (event: PointerEvent) => {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const point = fromMiddle(event);
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      setZoom((now) => (other ? pinched(now, other, before, point) : dragged(now, before, point)));
      fingers.current.set(event.pointerId, point);
    },
    onPointerUp: (event: PointerEvent) => fingers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => fingers.current.delete(event.pointerId),
    onPointerLeave: (event: PointerEvent) => fingers.current.delete(event.pointerId),
  };
  /** Zoom by a factor, the middle staying where it is. */
  const by = (factor: number) => setZoom((now) => zoomedAt(now, MIDDLE, now.scale * factor));
  return { zoom, handlers, by };
}

function fromMiddle({ clientX, clientY, currentTarget }: MouseEvent): { x: number; y: number } {
  const box = currentTarget.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}
