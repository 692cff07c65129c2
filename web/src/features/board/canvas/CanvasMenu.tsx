import { MainMenu } from '@excalidraw/excalidraw';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import type { Copy } from './texts';

interface Props {
  readonly copies: readonly Copy[];
  readonly onClear: () => void;
  readonly onReturn: (copy: string) => void;
}

/** What who leads may do with the whole board. */
export function CanvasMenu({ copies, onClear, onReturn }: Props) {
  return (
    <MainMenu>
      <MainMenu.Item onSelect={onClear}>{t('board.clear')}</MainMenu.Item>
      {copies.map(({ id, made_at }) => (
        <MainMenu.Item key={id} onSelect={() => onReturn(id)}>
          {t('board.returnTo', { time: timeOfDay(made_at) })}
        </MainMenu.Item>
      ))}
    </MainMenu>
  );
}
