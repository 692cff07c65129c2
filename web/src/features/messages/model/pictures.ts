/** The pictures of a message: what the server has of them, and what was sent from this browser. */
import type { SentFile } from '@/data/messenger/sent-files';
import type { FileRead } from '@/shared/api/schema';
import type { ShownMessage, Waiting } from './shown';

export interface ShownPicture {
  /** The same while it is sent, checked, and there. */
  readonly key: string;
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Its bytes, where it was sent from here. */
  readonly blob: Blob | undefined;
  /** The server's file, once it can be had. */
  readonly file: FileRead | undefined;
  /** The uploaded fraction, while it is sent. */
  readonly progress: number | undefined;
}

type SentFiles = ReadonlyMap<string, SentFile>;
type WaitingFile = Waiting['files'][number];

/** Return the files shown as pictures; `sent` are the files that this browser has sent, by the server's id. */
export function picturesOf(message: ShownMessage, sent: SentFiles): readonly ShownPicture[] {
  const there = message.files.filter(isPicture).map((file) => pictureOf(file, sent.get(file.id)));
  const isGoing = message.waiting?.state !== 'failed';
  const waiting = (message.waiting?.files ?? []).flatMap(waitingPicture);
  return [...there, ...(isGoing ? waiting : waiting.map((one) => ({ ...one, progress: undefined })))];
}

/** Return the files shown as cards. */
export function otherFilesOf({ files }: Pick<ShownMessage, 'files'>): readonly FileRead[] {
  return files.filter((file) => !isPicture(file));
}

/** Return the files shown as cards while they are sent. */
export function uploadsOf({ waiting }: Pick<ShownMessage, 'waiting'>): readonly WaitingFile[] {
  return (waiting?.files ?? []).filter((file) => waitingPicture(file).length === 0);
}

function isPicture({ kind, state }: FileRead): boolean {
  return kind === 'picture' && state !== 'blocked' && state !== 'failed';
}

function pictureOf(file: FileRead, sent: SentFile | undefined): ShownPicture {
  const { id, name, width, height } = file;
  const there = file.state === 'pending' ? undefined : file;
  return { key: sent?.id ?? id, name, width, height, blob: sent?.blob, file: there, progress: undefined };
}

/** What every browser shows is shown at once. */
function waitingPicture({ id, name, type, blob, progress }: WaitingFile): readonly ShownPicture[] {
  if (!blob || !/^image\/(jpeg|png|gif|webp|avif)$/.test(type)) return [];
  return [{ key: id, name, width: null, height: null, blob, file: undefined, progress }];
}
