import { useNavigate } from '@tanstack/react-router';
import { Button } from '@vkontakte/vkui';
import { type Ref, useCallback, useMemo, useState } from 'react';
import { useChatIds, useListState } from '@/data/messenger/hooks';
import { useLinks } from '@/features/linking/api';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { late } from '@/shared/ui/late';
import { PageLink } from '@/shared/ui/PageLink';
import type { Point } from '@/shared/ui/point';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { type Entry, type RowsHandle, VirtualRows } from '@/shared/ui/VirtualRows';
import { Wall } from '@/shared/ui/Wall';
import { ChatItem } from './ChatItem';
import styles from './Frame.module.css';
import { useHidden } from './useHidden';

const ConnectDiaryCard = late(() =>
  import('@/features/chats/components/ConnectDiaryCard').then((module) => module.ConnectDiaryCard),
);
const ChatItemMenu = late(() => import('./ChatItemMenu').then((module) => module.ChatItemMenu));

interface Props {
  readonly openId: string | undefined;
  readonly handle: Ref<RowsHandle>;
}

interface ListEntry extends Entry {
  readonly kind: 'card' | 'heading' | 'chat';
}

const ROW_HEIGHT = 64;
const CARD: ListEntry = { key: 'card', kind: 'card', height: 96, isRow: false };
const HEADING: ListEntry = { key: 'heading', kind: 'heading', height: 34, isRow: false };

/** The list of chats: those in use, then the archive. */
export function Chats({ openId, handle }: Props) {
  const { isLoading, failure } = useListState();
  const { inUse, archived } = useChatIds(openId);
  const links = useLinks();
  const [isHidden, hide] = useHidden('diary');
  const { acts, menu, chooseMute, closeMenu } = useRowActs();
  const isLinked = links.data?.some(({ is_active }) => is_active) ?? true;
  const hasCard = !isLinked && !isHidden;
  const entries = useMemo(
    () => [
      ...(hasCard ? [CARD] : []),
      ...inUse.map(entryOf),
      ...(archived.length > 0 ? [HEADING] : []),
      ...archived.map(entryOf),
    ],
    [hasCard, inUse, archived],
  );
  if (isLoading && failure !== undefined) return <ErrorState failure={failure} />;
  if (isLoading) return <ListSkeleton rows={10} />;
  if (inUse.length + archived.length === 0) return <Empty isLinked={isLinked} />;
  return (
    <>
      <VirtualRows
        label={t('chats.listLabel')}
        className={styles['list']}
        entries={entries}
        handle={handle}
        render={({ kind, key }) => {
          if (kind === 'card') return <ConnectDiaryCard onClose={hide} />;
          if (kind === 'heading') return <h2 className={styles['heading']}>{t('chats.archive')}</h2>;
          return (
            <Wall place="chat" size="row" of={key}>
              <ChatItem chatId={key} isOpen={key === openId} acts={acts} />
            </Wall>
          );
        }}
      />
      {menu && <ChatItemMenu {...menu} onChooseMute={() => chooseMute(menu)} onClose={closeMenu} />}
    </>
  );
}

/** The open menu of a row; muting asks for how long. */
interface OpenMenu {
  readonly chatId: string;
  readonly at: Point;
  readonly isChoosingMute: boolean;
}

/** The acts of rows, always the same object, and the menu of one of them. */
function useRowActs() {
  const navigate = useNavigate();
  const [menu, setMenu] = useState<OpenMenu>();
  const acts = useMemo(
    () => ({
      onOpen: (chatId: string) => void navigate({ to: '/chats/$chatId', params: { chatId } }),
      onMenu: (chatId: string, at: Point) => setMenu({ chatId, at, isChoosingMute: false }),
    }),
    [navigate],
  );
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const chooseMute = (open: OpenMenu) => setMenu({ ...open, isChoosingMute: true });
  return { acts, menu, chooseMute, closeMenu };
}

function Empty({ isLinked }: { isLinked: boolean }) {
  return (
    <EmptyState
      title={t('chats.empty')}
      hint={t(isLinked ? 'chats.emptyLinkedHint' : 'chats.emptyHint')}
      action={
        isLinked ? (
          <Button Component={PageLink} href="/people" size="l">
            {t('chats.writeTo')}
          </Button>
        ) : (
          <Button Component="a" href="/id/connect" size="l">
            {t('chats.connectDiary')}
          </Button>
        )
      }
    />
  );
}

function entryOf(chatId: string): ListEntry {
  return { key: chatId, kind: 'chat', height: ROW_HEIGHT, isRow: true };
}
