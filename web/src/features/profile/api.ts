import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { ApiError, isApiError } from '@/shared/api/errors';
import { newId } from '@/shared/api/ids';
import type { Sex } from '@/shared/person/SexField';
import { upload } from '@/shared/sync/uploads';
import { pictureOf } from '@/shared/ui/picture';

/** The data that a person may change. */
export interface ProfileChange {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

export const ME = ['id', 'me'] as const;

/** The signed-in learning profile, or null. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: () =>
      dataOf(api.GET('/api/id/me')).catch((failure: unknown) => {
        if (isApiError(failure, 'unauthenticated')) return null;
        throw failure;
      }),
  });
}

/** The actions on the own profile; it is read again afterwards. */
export function useProfileActs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ME });
  const change = useMutation({
    mutationFn: (body: ProfileChange) => dataOf(api.PATCH('/api/id/profile', { body })),
    onSuccess,
  });
  const setPassword = useMutation({
    mutationFn: (password: string) => dataOf(api.PUT('/api/id/password', { body: { password } })),
    onSuccess,
  });
  const removePassword = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/id/password')),
    onSuccess,
  });
  return { change, setPassword, removePassword };
}

const MAX_LOOKS = 20;
const BETWEEN_LOOKS_MS = 500;

/** Change or remove the own picture. */
export function usePortrait() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (picture: File | null) => {
      const file = picture && (await uploadPicture(picture));
      await api.PUT('/api/files/portrait', { body: { file_id: file } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** Upload a picture and wait until it is processed: before that it is not served. */
async function uploadPicture(picture: File): Promise<string> {
  const { id, kind } = await upload({
    id: newId(),
    name: picture.name,
    blob: picture,
    onProgress: () => undefined,
  });
  const address = kind === 'picture' ? pictureOf(id) : undefined;
  for (let look = 0; address && look < MAX_LOOKS; look += 1) {
    if ((await fetch(address)).ok) return id;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  throw new ApiError(422, 'bad_picture', 'no picture that could be shown');
}
