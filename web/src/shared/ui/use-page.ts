import { useParams, useSearch } from '@tanstack/react-router';

/** A route of any of the entry pages, by the types of what its address says. */
interface Page {
  readonly types: { readonly allParams: unknown; readonly fullSearchSchema: unknown };
}

/** Return what the address says after «?» of the open route, typed by it: the router's own hooks know one entry page's. */
export function useSearchOf<Route extends Page>(_route: Route): Route['types']['fullSearchSchema'] {
  const search: object = useSearch({ strict: false, structuralSharing: false });
  return search;
}

/** Return the parameters in the path of the open route, typed by it. */
export function useParamsOf<Route extends Page>(_route: Route): Route['types']['allParams'] {
  const params: object = useParams({ strict: false, structuralSharing: false });
  return params;
}
