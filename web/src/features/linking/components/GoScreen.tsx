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
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly onGo: () => void;
  readonly onBack: () => void;
}

/** What happens next, shown before leaving for the journal. */
export function GoScreen({ provider, isPending, failure, onGo, onBack }: Props) {
  return (
    <StepScreen
      title={t('linking.go.title')}
      hint={t('linking.go.hint')}
      onBack={onBack}
      progress={stepNames(placeOf('go'))}
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
      <Button size="l" stretched loading={isPending} onClick={onGo}>
        {t('linking.go.journal')}
      </Button>
    </StepScreen>
  );
}
