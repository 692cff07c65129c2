import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';

const REASONS = ['holiday', 'sunday', 'past'] as const;

/** Return what asks whether a time is meant that the server finds unusual, and then repeats the request. */
export function useUnusual() {
  const { confirm } = useOverlays();
  return async (failure: unknown, again: () => void) => {
    if (!isApiError(failure, 'unusual_time')) return;
    const given = failure.extra['reasons'];
    const reasons = REASONS.filter((each) => Array.isArray(given) && given.includes(each));
    const text = reasons.map((each) => t(`office.unusual.${each}`)).join(' ');
    if (await confirm({ title: t('office.unusual.title'), text, confirm: t('office.unusual.do') })) again();
  };
}
