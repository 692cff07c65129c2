/** The zoom and offset of a picture in the viewer; points are relative to the centre. */

export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const LARGEST = 8;

export const UNZOOMED: Zoom = { scale: 1, x: 0, y: 0 };

/** Return the zoom at another scale; the point stays fixed. */
export function zoomedAt(zoom: Zoom, point: Point, wanted: number): Zoom {
  const scale = Math.max(1, Math.min(LARGEST, wanted));
  if (scale === 1) return UNZOOMED;
  const factor = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * factor, y: point.y - (point.y - zoom.y) * factor };
}

/** Return the zoom moved by the pointer; without enlargement it stays centred. */
export function dragged(zoom: Zoom, from: Point, to: Point): Zoom {
  if (zoom.scale === 1) return zoom;
  return { ...zoom, x: zoom.x + to.x - from.x, y: zoom.y + to.y - from.y };
}

/** Return the zoom after one of two fingers has moved. */
export function pinched(zoom: Zoom, still: Point, from: Point, to: Point): Zoom {
  const before = distance(still, from);
  if (before === 0) return zoom;
  const middle = { x: (still.x + to.x) / 2, y: (still.y + to.y) / 2 };
  return zoomedAt(zoom, middle, (zoom.scale * distance(still, to)) / before);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
