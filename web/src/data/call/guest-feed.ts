/** The feed of who has no messenger. */
import type { Feed } from '@/shared/stream/feed';
import { Subscription } from '@/shared/stream/subscription';

/** The feed of a guest, who has no messenger: a socket of its own while it is followed. */
export const guestFeed: Feed = {
  follow: ({ onStep, onResync, onEphemeral }) => {
    const subscription = new Subscription('guest', {
      onStep,
      onResync: (streams) => {
        for (const stream of streams) {
          subscription.startStream(stream);
          onResync(stream);
        }
      },
      onUnsubscribed: onResync,
      ...(onEphemeral ? { onEphemeral } : {}),
    });
    subscription.start();
    return () => subscription.stop();
  },
};
