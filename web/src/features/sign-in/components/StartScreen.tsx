import { Icon28UserCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import type { Way } from '../model/screen';

interface Props {
  readonly notice: string | undefined;
  readonly onBegin: (way: Way) => void;
}

/** The first page: what Parta is, and the two ways in. */
export function StartScreen({ notice, onBegin }: Props) {
  return (
    <StepScreen title={t('id.start.title')} hint={t('id.start.hint')}>
      {notice && (
        <p role="status" className={forms['warning']}>
          {notice}
        </p>
      )}
      <Button size="l" stretched before={<Icon28UserCircleOutline />} onClick={() => onBegin('enter')}>
        {t('id.start.enter')}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={() => onBegin('create')}>
        {t('id.start.create')}
      </Button>
    </StepScreen>
  );
}
