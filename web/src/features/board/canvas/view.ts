/** The part of a drawing that somebody looks at, and how another screen shows it. Pure. */

export interface BoardView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the canvas knows of itself. */
export interface Camera {
  readonly scrollX: number;
  readonly scrollY: number;
  readonly zoom: { readonly value: number };
  readonly width: number;
  readonly height: number;
}

const MIN_ZOOM = 0.1;
const MAX_ZOOM = 30;

/** Return what this camera sees; undefined while it has no size. */
export function viewOf({ scrollX, scrollY, zoom, width, height }: Camera): BoardView | undefined {
  if (width <= 0 || height <= 0) return undefined;
  return { x: -scrollX, y: -scrollY, width: width / zoom.value, height: height / zoom.value };
}

/** Return the place from which a screen of this size sees all of the view, in its middle. */
export function cameraFor(
  view: BoardView,
  { width, height }: { readonly width: number; readonly height: number },
): Pick<Camera, 'scrollX' | 'scrollY' | 'zoom'> {
  const fitting = Math.min(width / view.width, height / view.height);
  const value = Math.min(Math.max(fitting, MIN_ZOOM), MAX_ZOOM);
  return {
    scrollX: width / value / 2 - (view.x + view.width / 2),
    scrollY: height / value / 2 - (view.y + view.height / 2),
    zoom: { value },
  };
}
