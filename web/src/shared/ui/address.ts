import { useLocation } from '@tanstack/react-router';

/** Give a part of the address behind the «?», or undefined. Each entry page has its own routes, so this knows none. */
export function useAsked(name: string): string | undefined {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  return new URLSearchParams(search).get(name) ?? undefined;
}

/** Give a part of the path between its slashes, counted from 1: of `/journal/lessons/7`, the third is `7`. */
export function usePathPart(at: number): string | undefined {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return path.split('/')[at];
}
