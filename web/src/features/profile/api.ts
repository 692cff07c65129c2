import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { newId } from '@/shared/api/ids';
import { isRefusal, Refusal } from '@/shared/api/refusal';
import type { Sex } from '@/shared/person/SexField';
import { upload } from '@/shared/sync/uploads';
import { pictureOf } from '@/shared/ui/picture';

/** The person's own words about themselves. */
export interface ProfileChange {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

export const ME = ['id', 'me'] as const;

/** Who is signed in with a learning profile; null: nobody. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: () =>
      dataOf(api.GET('/api/id/me')).catch((failure: unknown) => {
        if (isRefusal(failure, 'unauthenticated')) return null;
        throw failure;
      }),
  });
}

/** What a person does with their profile; afterwards it is asked for anew. */
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

const LOOKS = 20;
const BETWEEN_LOOKS_MS = 500;

/** Show another picture of oneself, or none. */
export function usePortrait() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (picture: File | null) => {
      const file = picture && (await bringPicture(picture));
      await api.PUT('/api/files/portrait', { body: { file_id: file } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** Bring a picture to the server and wait until it has been looked through: before, nobody is given it. */
async function bringPicture(picture: File): Promise<string> {
  const { id, kind } = await upload({
    id: newId(),
    name: picture.name,
    blob: picture,
    onProgress: () => undefined,
  });
  const address = kind === 'picture' ? pictureOf(id) : undefined;
  for (let look = 0; address && look < LOOKS; look += 1) {
    if ((await fetch(address)).ok) return id;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  throw new Refusal(422, 'bad_picture', 'no picture that could be shown');
}
