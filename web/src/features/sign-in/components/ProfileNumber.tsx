import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { unbrokenPhone } from '../model/phone';

interface Props {
  readonly phone: string;
  readonly onNotMine: () => void;
}

/** The number that the new profile will have, for who finds another person's unfinished one. */
export function ProfileNumber({ phone, onNotMine }: Props) {
  return (
    <>
      {t('id.profile.phone', { phone: unbrokenPhone(phone) })}{' '}
      <button type="button" className={forms['link']} onClick={onNotMine}>
        {t('id.profile.otherPhone')}
      </button>
    </>
  );
}
