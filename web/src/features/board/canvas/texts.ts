/** The texts that the server sends on a board's socket. */

import type { BoardView } from './view';

export interface Copy {
  readonly id: string;
  readonly made_at: string;
}

type Text =
  | { readonly t: 'ready' | 'waiting' }
  | { readonly t: 'own'; readonly ids: readonly string[]; readonly is_all: boolean }
  | { readonly t: 'copies'; readonly copies: readonly Copy[] }
  | {
      readonly t: 'pointer';
      readonly id: string;
      readonly name: string;
      readonly x: number;
      readonly y: number;
    }
  | ({ readonly t: 'view' } & BoardView)
  | { readonly t: 'pointer_gone'; readonly id: string }
  | { readonly t: 'refused'; readonly reason: string }
  | { readonly t: 'retry'; readonly after: number };

/** Return what the server said; undefined if it makes no sense. */
export function readText(data: string): Text | undefined {
  try {
    const text = JSON.parse(data) as unknown;
    return typeof text === 'object' && text !== null && 't' in text ? (text as Text) : undefined;
  } catch {
    return undefined;
  }
}
