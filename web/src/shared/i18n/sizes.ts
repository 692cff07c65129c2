import { language, t } from './text';

const KILO = 1024;

/** Return a formatted size, «1,2 МБ». */
export function sizeInWords(bytes: number): string {
  if (bytes < KILO) return t('ui.bytes', { size: bytes });
  if (bytes < KILO * KILO) return t('ui.kilobytes', { size: rounded(bytes / KILO, 0) });
  if (bytes < KILO ** 3) return t('ui.megabytes', { size: rounded(bytes / KILO / KILO, 1) });
  return t('ui.gigabytes', { size: rounded(bytes / KILO ** 3, 1) });
}

/** Return the extension of a file name in capitals, «PDF», or an empty text. */
export function endingOf(name: string): string {
  return /\.(?<ending>[\p{L}\p{N}]{1,5})$/u.exec(name)?.groups?.['ending']?.toUpperCase() ?? '';
}

function rounded(value: number, digits: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);
}
