import { BoardView } from '@/features/board/components/BoardView';
import type { CallSession } from '@/features/call/session/session';
import { useCallSnapshot } from '@/features/call/session/store';

/** The board of a call, with the right to draw. */
export function CallBoard({ session }: { session: CallSession }) {
  const { roster } = useCallSnapshot(session);
  const me = roster.participants.get(roster.me);
  return (
    <BoardView boardId={roster.call.board_id} mayDraw={me?.rights.board ?? false} name={me?.name ?? ''} />
  );
}
