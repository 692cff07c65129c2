import { useNavigate } from '@tanstack/react-router';
import { ChatInvitation } from '@/features/chats/components/ChatInvitation';
import { useRenewal } from '@/shared/ui/renewal';

/** An invitation to a chat; opens the chat once the person is in it. */
export function ChatInviteScreen({ token }: { token: string }) {
  const navigate = useNavigate();
  useRenewal(false);
  return (
    <ChatInvitation
      token={token}
      onOpen={(chatId) => void navigate({ to: '/chats/$chatId', params: { chatId }, replace: true })}
    />
  );
}
