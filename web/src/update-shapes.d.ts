/** Derived from the server's description at build; see `tools/update-shapes.ts`. */
declare module 'virtual:update-shapes' {
  import type { Shape } from '@/shared/stream/shapes';

  /** Another one where anything that pages keep has another shape. */
  export const SHAPE_HASH: string;
  /** The shapes of values and of their parts, by name. */
  export const SHAPES: Readonly<Record<string, Shape>>;
  /** The name of each kind's shape. */
  export const KINDS: Readonly<Record<string, string>>;
}
