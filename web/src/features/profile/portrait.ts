import { ApiError } from '@/shared/api/errors';
import { newId } from '@/shared/api/ids';
import { useRouteMutation } from '@/shared/api/routes';
import { upload } from '@/shared/api/uploads';
import { pictureOf } from '@/shared/ui/picture';

const MAX_LOOKS = 20;
const BETWEEN_LOOKS_MS = 500;

/** Change or remove the own picture. */
export function usePortrait() {
  return useRouteMutation(
    'put',
    '/api/files/portrait',
    async (picture: File | null) => ({ body: { file_id: picture && (await uploadPicture(picture)) } }),
    { showsFailure: true },
  );
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
