import { useLocation } from '@tanstack/react-router';

/** Give a part of the address behind the «?», or undefined. Each entry page has its own routes, so this knows none. */
export function useAsked(name: string): string | undefined {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  return new URLSearchParams(search).get(name) ?? undefined;
}
