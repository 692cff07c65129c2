import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  /** For steps within a page, such as weeks: going back leads out of it at once. */
  readonly isStep?: boolean;
}

/** A link to another page of the same entry page: no reload, and everything else a link can do. */
export function PageLink({ href, isStep = false, onClick, ...rest }: Props) {
  const go = useGo();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(href, isStep);
      }}
    />
  );
}

/** Give what leads to another page of the same entry page. */
export function useGo(): (href: string, isStep?: boolean) => void {
  const { history } = useRouter();
  return (href, isStep = false) => (isStep ? history.replace(href) : history.push(href));
}
