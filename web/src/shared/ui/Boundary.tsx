import { Button, Placeholder } from '@vkontakte/vkui';
import { Component, type PropsWithChildren } from 'react';
import { t } from '../i18n/text';

interface State {
  readonly isBroken: boolean;
}

/** Replaces a page whose code failed by a message with a reload button. */
export class Boundary extends Component<PropsWithChildren, State> {
  override state: State = { isBroken: false };

  static getDerivedStateFromError(): State {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div role="alert">
        <Placeholder
          title={t('ui.somethingBroke')}
          action={<Button onClick={() => window.location.reload()}>{t('ui.reload')}</Button>}
        >
          {t('ui.somethingBrokeHint')}
        </Placeholder>
      </div>
    );
  }
}
