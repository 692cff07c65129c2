import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { webAddress } from '@/shared/api/own-address';
import type { LinkRequestRead } from '@/shared/api/schema';

const LINKS = ['linking', 'links'] as const;
const requestKey = (request_id: string) => ['linking', 'request', request_id] as const;

/** The regions whose titles contain the query. */
export function useRegions(query: string) {
  return useQuery({
    queryKey: ['linking', 'regions', query],
    queryFn: () => dataOf(api.GET('/api/linking/regions', { params: { query: { query } } })),
    placeholderData: (before) => before,
  });
}

/** The journals of a region. */
export function useProviders(region_id: string | undefined) {
  return useQuery({
    queryKey: ['linking', 'providers', region_id],
    queryFn: () =>
      dataOf(
        api.GET('/api/linking/regions/{region_id}/providers', {
          params: { path: { region_id: region_id ?? '' } },
        }),
      ),
    enabled: region_id !== undefined,
  });
}

/** The unfinished link request of this browser. */
export function useCurrentLinkRequest(isWanted = true) {
  return useQuery({
    queryKey: ['linking', 'current'],
    queryFn: () => dataOf(api.GET('/api/linking/link-requests/current')),
    enabled: isWanted,
  });
}

/** A link request. */
export function useLinkRequest(request_id: string) {
  return useQuery({
    queryKey: requestKey(request_id),
    queryFn: () =>
      dataOf(api.GET('/api/linking/link-requests/{request_id}', { params: { path: { request_id } } })),
    retry: 1,
  });
}

/** Start or continue linking from the messenger's side; `return_to` is the address to return to. */
export function useBeginLinking(return_to: string | undefined) {
  return useMutation({
    mutationFn: (provider_id: string) =>
      dataOf(api.POST('/api/linking/link-requests', { body: { provider_id, return_to: return_to ?? null } })),
    onSuccess: ({ next_url }) => window.location.assign(webAddress(next_url) ?? '/'),
  });
}

/** Start linking from the journal's side; `return_to` is the address to return to. */
export function useBeginFromJournal() {
  return useMutation({
    mutationFn: (return_to?: string) =>
      dataOf(api.POST('/api/linking/link-requests/from-journal', { body: { return_to: return_to ?? null } })),
  });
}

/** The actions on a link request: attach the signed-in account or profile, finish, cancel. */
export function useLinkRequestActs(request_id: string) {
  const client = useQueryClient();
  const params = { path: { request_id } };
  const store = (request: LinkRequestRead) => client.setQueryData(requestKey(request_id), request);
  const refetch = () => client.invalidateQueries({ queryKey: ['linking'] });
  const attachAccount = useMutation({
    mutationFn: () => dataOf(api.POST('/api/linking/link-requests/{request_id}/attach', { params })),
    onSuccess: store,
  });
  const attachProfile = useMutation({
    mutationFn: () => dataOf(api.POST('/api/linking/link-requests/{request_id}/attach-profile', { params })),
    onSuccess: store,
  });
  const finish = useMutation({
    mutationFn: (accept_mismatches: boolean) =>
      dataOf(
        api.POST('/api/linking/link-requests/{request_id}/finish', { params, body: { accept_mismatches } }),
      ),
  });
  const cancel = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/linking/link-requests/{request_id}', { params })),
    onSuccess: refetch,
  });
  return { attachAccount, attachProfile, finish, cancel };
}

/** The links of the profile. */
export function useLinks() {
  return useQuery({ queryKey: LINKS, queryFn: () => dataOf(api.GET('/api/linking/links')) });
}

/** Remove a link. */
export function useUnlink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link_id: string) =>
      dataOf(api.DELETE('/api/linking/links/{link_id}', { params: { path: { link_id } } })),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Open the support case of a refused link. */
export function useOpenCase(findCase: () => Promise<string | undefined>) {
  return useMutation({
    mutationFn: async () => {
      const case_id = await findCase();
      if (!case_id) throw new ApiError(404, 'not_found', 'no case');
      return dataOf(api.POST('/api/support/cases/{case_id}/chat', { params: { path: { case_id } } }));
    },
  });
}
