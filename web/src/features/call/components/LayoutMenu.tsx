import { t } from '@/shared/i18n/text';
import { Menu, type MenuChoice } from '@/shared/ui/Menu';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';

interface Props {
  readonly session: CallSession;
  readonly onClose: () => void;
}

/** «Отображение участников»: grid or speaker, and which screen or board is large. */
export function LayoutMenu({ session, onClose }: Props) {
  const view = useCallState(session, (snapshot) => snapshot.view);
  const shares = useCallState(session, (snapshot) => snapshot.shares);
  const isBoardOpen = useCallState(session, ({ roster }) => roster.call.is_board_open);
  const choice = (key: string, title: string, isChosen: boolean, onChoose: () => void): MenuChoice => ({
    key,
    title: isChosen ? t('call.chosen', { what: title }) : title,
    onChoose,
  });
  const choices: MenuChoice[] = [
    choice('grid', t('call.viewGrid'), view.mode === 'grid' && !view.pin, () =>
      session.look({ mode: 'grid', pin: undefined, page: 0 }),
    ),
    choice('speaker', t('call.viewSpeaker'), view.mode === 'speaker' && !view.pin, () =>
      session.look({ mode: 'speaker', pin: undefined, page: 0 }),
    ),
    ...shares.map(({ identity, person, isMe }) =>
      choice(
        identity,
        isMe ? t('call.yourScreen') : t('call.screenOf', { name: person.name }),
        view.pin?.type === 'share' && view.pin.id === identity,
        () => session.look({ pin: { type: 'share', id: identity } }),
      ),
    ),
  ];
  if (isBoardOpen) {
    choices.push(
      choice('board', t('call.board'), view.pin?.type === 'board', () =>
        session.look({ pin: { type: 'board' } }),
      ),
    );
  }
  if (view.pin) {
    choices.push({
      key: 'unpin',
      title: t('call.act.unpin'),
      onChoose: () => session.look({ pin: undefined }),
    });
  }
  return <Menu label={t('call.layout')} choices={choices} onClose={onClose} />;
}
