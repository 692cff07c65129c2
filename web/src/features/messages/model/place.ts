/** The position of a menu, fully visible. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;

/** Return the left and top of a menu of this size, opened at a point of the window. */
export function menuPosition(
  at: { x: number; y: number },
  menu: Box,
  view: Box,
): { left: number; top: number } {
  return {
    left: clamp(at.x, MARGIN, view.width - menu.width - MARGIN),
    top: clamp(at.y, MARGIN, view.height - menu.height - MARGIN),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
