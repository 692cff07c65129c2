import { type PointerEvent, useRef } from 'react';

const LONG = 450;
const STILL = 8;

/** Return the handlers of a long press; scrolling and short touches are ignored. */
export function useLongPress(onLongPress: (x: number, y: number) => void) {
  const waiting = useRef<{ timer: number; x: number; y: number }>(undefined);
  const stop = () => {
    window.clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      stop();
      if (pointerType !== 'touch') return;
      const timer = window.setTimeout(() => onLongPress(x, y), LONG);
      waiting.current = { timer, x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const began = waiting.current;
      if (began && Math.hypot(clientX - began.x, clientY - began.y) > STILL) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
