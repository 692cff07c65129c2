import { isStaff, meOf } from '@/data/call/roster';
import { BoardView } from '@/features/board/components/BoardView';
import type { CallSession } from '@/features/call/session/session';
import { useCallState } from '@/features/call/session/store';

/** The board of a call, with the rights to draw and to lead. */
export function CallBoard({ session }: { session: CallSession }) {
  const me = useCallState(session, ({ roster }) => meOf(roster));
  const boardId = useCallState(session, ({ roster }) => roster.call.board_id);
  return (
    <BoardView
      boardId={boardId}
      as={me?.is_guest ? 'guest' : 'profile'}
      mayDraw={me?.rights.board ?? false}
      mayLead={me !== undefined && isStaff(me)}
    />
  );
}
