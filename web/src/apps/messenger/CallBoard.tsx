import { BoardView } from '@/features/board/components/BoardView';
import { isStaff } from '@/features/call/model/roster';
import type { CallSession } from '@/features/call/session/session';
import { useCallSnapshot } from '@/features/call/session/store';

/** The board of a call, with the rights to draw and to lead. */
export function CallBoard({ session }: { session: CallSession }) {
  const { roster } = useCallSnapshot(session);
  const me = roster.participants.get(roster.me);
  return (
    <BoardView
      boardId={roster.call.board_id}
      as={me?.is_guest ? 'guest' : 'profile'}
      mayDraw={me?.rights.board ?? false}
      mayLead={me !== undefined && isStaff(me)}
    />
  );
}
