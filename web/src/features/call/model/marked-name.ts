import { t } from '@/shared/i18n/text';

interface Named {
  readonly name: string;
  readonly is_guest: boolean;
}

/** Return the name of somebody in a call or at its door; of a guest it says that they are one. */
export function markedName({ name, is_guest }: Named): string {
  return is_guest ? t('call.guestName', { name }) : name;
}
