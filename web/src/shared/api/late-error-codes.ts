import { loadOnce } from '../offline/parts';

let errorCodes: typeof import('./error-codes') | undefined;

/** Load the words of the server's codes; a failure to load them leaves the general words. */
export async function loadErrorCodes(): Promise<void> {
  errorCodes ??= await loadOnce(() => import('./error-codes')).catch(() => undefined);
}

/** Return the text of a stable code of the server, or undefined where the words could not be loaded. */
export function lateCodeText(code: string): string | undefined {
  return errorCodes?.errorCodeText(code);
}
