import { useLocation } from '@tanstack/react-router';

/** Return a query parameter, or undefined. Independent of the entry page's routes. */
export function useAsked(name: string): string | undefined {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  return new URLSearchParams(search).get(name) ?? undefined;
}

/** Return a segment of the path, counted from 1: of `/journal/lessons/7` the third is `7`. */
export function usePathPart(at: number): string | undefined {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return path.split('/')[at];
}
