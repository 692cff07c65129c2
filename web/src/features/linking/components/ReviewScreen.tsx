import { Button, Checkbox } from '@vkontakte/vkui';
import { useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import type { LinkRequestRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import { birthsDiffer } from '../model/comparison';
import { Comparison } from './Comparison';

interface Props {
  readonly request: LinkRequestRead;
  readonly progress: Progress;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly onLink: (acceptsMismatches: boolean) => void;
  readonly onNotMe: () => void;
  readonly onCancel: () => void;
}

/** Both accounts by name, the mismatches, and the question whether to link them. */
export function ReviewScreen({ request, progress, isPending, failure, onLink, onNotMe, onCancel }: Props) {
  const [isSame, setIsSame] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const differs = request.mismatches.length > 0;
  const link = () => {
    setIsTried(true);
    if (!differs || isSame) onLink(isSame);
  };
  return (
    <StepScreen
      title={t('linking.review.title')}
      hint={t(differs ? 'linking.review.differs' : 'linking.review.hint')}
      progress={progress}
      focusesTitle
    >
      <Comparison request={request} />
      {birthsDiffer(request) && <p className={forms['warning']}>{t('linking.differs.birth_on')}</p>}
      {differs && (
        <div>
          <Checkbox
            checked={isSame}
            aria-describedby={isTried && !isSame ? 'same-person-problem' : undefined}
            onChange={(event) => setIsSame(event.target.checked)}
          >
            {t('linking.review.same')}
          </Checkbox>
          {isTried && !isSame && (
            <p id="same-person-problem" role="alert" className={forms['error']}>
              {t('linking.review.sayFirst')}
            </p>
          )}
        </div>
      )}
      {failure ? (
        <p role="alert" className={forms['error']}>
          {errorText(failure)}
        </p>
      ) : null}
      <Button size="l" stretched loading={isPending} onClick={link}>
        {t('linking.review.link')}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onNotMe}>
        {t('linking.notMe')}
      </Button>
      <Button size="l" stretched mode="tertiary" onClick={onCancel}>
        {t('linking.cancel')}
      </Button>
    </StepScreen>
  );
}
