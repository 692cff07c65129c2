import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  /** For steps within a page, such as weeks: they replace the history entry. */
  readonly isStep?: boolean;
}

/** A link within the same entry page, without a reload. */
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

/** Return the function that navigates within the same entry page. */
export function useGo(): (href: string, isStep?: boolean) => void {
  const { history } = useRouter();
  return (href, isStep = false) => (isStep ? history.replace(href) : history.push(href));
}
