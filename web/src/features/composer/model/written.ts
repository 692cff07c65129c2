import type { Entity } from './markup';

/** The finished message of the composer. */
export interface Written {
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly files: readonly File[];
  /** The field as it was. */
  readonly typed: string;
}
