import { Button } from '@vkontakte/vkui';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import type { ProviderRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import { placeOf } from '../model/flow';
import { stepNames } from './stepNames';

interface Props {
  readonly provider: ProviderRead;
  /** The school whose account in this journal is linked already. */
  readonly linkedSchool: string | undefined;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly onGo: () => void;
  readonly onBack: () => void;
}

/** What happens next, shown before leaving for the journal. */
export function GoScreen({ provider, linkedSchool, isPending, failure, onGo, onBack }: Props) {
  return (
    <StepScreen
      title={t(linkedSchool ? 'linking.trouble.already_linked' : 'linking.go.title')}
      hint={linkedSchool ? t('linking.go.linked', { school: linkedSchool }) : t('linking.go.hint')}
      onBack={onBack}
      progress={linkedSchool ? undefined : stepNames(placeOf('go'))}
      focusesTitle
    >
      <p className={forms['told']}>
        <strong>{provider.title}</strong>
        <span>{provider.schools}</span>
      </p>
      <p className={forms['note']}>{t('linking.go.note')}</p>
      {failure ? (
        <p role="alert" className={forms['error']}>
          {isApiError(failure, 'journal_silent')
            ? t('linking.troubleText.journal_silent')
            : errorText(failure)}
        </p>
      ) : null}
      {linkedSchool && (
        <Button Component="a" href="/" size="l" stretched>
          {t('linking.way.messenger')}
        </Button>
      )}
      <Button
        size="l"
        stretched
        mode={linkedSchool ? 'secondary' : 'primary'}
        loading={isPending}
        onClick={onGo}
      >
        {t(linkedSchool ? 'linking.way.other_account' : 'linking.go.journal')}
      </Button>
    </StepScreen>
  );
}
