/** Where a menu stands, so that all of it is seen. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;

/** Give the left and top of a menu of this size that opens at a point of a window. */
export function menuPlace(at: { x: number; y: number }, menu: Box, view: Box): { left: number; top: number } {
  return {
    left: clamp(at.x, MARGIN, view.width - menu.width - MARGIN),
    top: clamp(at.y, MARGIN, view.height - menu.height - MARGIN),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
