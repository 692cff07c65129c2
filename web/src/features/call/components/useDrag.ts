import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from 'react';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  readonly style: CSSProperties;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

const MARGIN = 8;
const ITS_OWN: Place = { x: 0, y: 0 };

/** Make an element movable within the window by its non-interactive parts. */
export function useDrag(): Drag {
  const [moved, setMoved] = useState(ITS_OWN);
  const grip = useRef<{ readonly at: Place; readonly moved: Place; readonly box: DOMRect }>(undefined);
  // In a smaller window it could be beyond the edge, out of reach.
  useEffect(() => {
    const comeBack = () => setMoved(ITS_OWN);
    window.addEventListener('resize', comeBack);
    return () => window.removeEventListener('resize', comeBack);
  }, []);
  return {
    style: { transform: `translate(${moved.x}px, ${moved.y}px)` },
    onPointerDown: (event) => {
      if (event.target instanceof Element && event.target.closest('button')) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = { x: event.clientX, y: event.clientY };
      grip.current = { at, moved, box: event.currentTarget.getBoundingClientRect() };
    },
    onPointerMove: ({ clientX, clientY }) => {
      const held = grip.current;
      if (!held) return;
      const within = (by: number, low: number, high: number, size: number) =>
        Math.min(Math.max(by, MARGIN - low), Math.max(MARGIN - low, size - MARGIN - high));
      setMoved({
        x: held.moved.x + within(clientX - held.at.x, held.box.left, held.box.right, window.innerWidth),
        y: held.moved.y + within(clientY - held.at.y, held.box.top, held.box.bottom, window.innerHeight),
      });
    },
    onPointerUp: () => {
      grip.current = undefined;
    },
    onPointerCancel: () => {
      grip.current = undefined;
    },
  };
}
