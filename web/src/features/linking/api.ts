import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '@/shared/api/errors';
import { webAddress } from '@/shared/api/own-address';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { LinkRequestRead } from '@/shared/api/schema';

const requestQuery = (request_id: string) =>
  routeQuery('/api/linking/link-requests/{request_id}', { params: { path: { request_id } } });

/** The regions whose titles contain the query. */
export function useRegions(query: string) {
  return useQuery({
    ...routeQuery('/api/linking/regions', { params: { query: { query } } }),
    placeholderData: keepPreviousData,
  });
}

/** The journals of a region. */
export function useProviders(region_id: string | undefined) {
  return useQuery({
    ...routeQuery('/api/linking/regions/{region_id}/providers', {
      params: { path: { region_id: region_id ?? '' } },
    }),
    enabled: region_id !== undefined,
  });
}

/** The unfinished link request of this browser. */
export function useCurrentLinkRequest(isWanted = true) {
  return useQuery({ ...routeQuery('/api/linking/link-requests/current'), enabled: isWanted });
}

/** A link request. */
export function useLinkRequest(request_id: string) {
  return useQuery({ ...requestQuery(request_id), retry: 1, enabled: request_id !== '' });
}

/** Start or continue linking from the messenger's side; `return_to` is the address to return to. */
export function useBeginLinking(return_to: string | undefined) {
  return useRouteMutation(
    'post',
    '/api/linking/link-requests',
    (provider_id: string) => ({ body: { provider_id, return_to: return_to ?? null } }),
    { onSuccess: ({ next_url }) => window.location.assign(webAddress(next_url) ?? '/'), showsFailure: true },
  );
}

/** Start linking from the journal's side; `return_to` is the address to return to. */
export function useBeginFromJournal() {
  return useRouteMutation('post', '/api/linking/link-requests/from-journal', (return_to?: string) => ({
    body: { return_to: return_to ?? null },
  }));
}

/** The actions on a link request: attach the signed-in account or profile, finish, cancel. */
export function useLinkRequestActs(request_id: string) {
  const client = useQueryClient();
  const params = { path: { request_id } };
  const store = (request: LinkRequestRead) => client.setQueryData(requestQuery(request_id).queryKey, request);
  const shown = { onSuccess: store, showsFailure: true };
  return {
    attachAccount: useRouteMutation(
      'post',
      '/api/linking/link-requests/{request_id}/attach',
      () => ({ params }),
      shown,
    ),
    attachProfile: useRouteMutation(
      'post',
      '/api/linking/link-requests/{request_id}/attach-profile',
      () => ({ params }),
      shown,
    ),
    finish: useRouteMutation(
      'post',
      '/api/linking/link-requests/{request_id}/finish',
      (accept_mismatches: boolean) => ({ params, body: { accept_mismatches } }),
      { showsFailure: true },
    ),
    cancel: useRouteMutation('delete', '/api/linking/link-requests/{request_id}', () => ({ params })),
  };
}

/** The links of the profile. */
export function useLinks() {
  return useQuery(routeQuery('/api/linking/links'));
}

/** Remove a link. */
export function useUnlink() {
  return useRouteMutation(
    'delete',
    '/api/linking/links/{link_id}',
    (link_id: string) => ({ params: { path: { link_id } } }),
    { showsFailure: true },
  );
}

/** Open the support case of a refused link. */
export function useOpenCase(findCase: () => Promise<string | undefined>) {
  return useRouteMutation('post', '/api/support/cases/{case_id}/chat', async () => {
    const case_id = await findCase();
    if (!case_id) throw new ApiError(404, 'not_found', 'no case');
    return { params: { path: { case_id } } };
  });
}
