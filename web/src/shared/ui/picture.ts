/** Return the URL of a picture by the id of its file. */
export function pictureOf(fileId: string | null): string | undefined {
  return fileId === null ? undefined : `/api/files/${fileId}/preview`;
}
