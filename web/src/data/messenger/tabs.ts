/** Why the page is left: the person signed out here, or the session has ended, elsewhere or by its age. */
export type LeaveCause = 'signed_out' | 'ended';

/** The messages between tabs of one person. */
export type TabMessage =
  | { readonly type: 'outbox' }
  | { readonly type: 'sending'; readonly clientIds: readonly string[]; readonly progress: Progress }
  | { readonly type: 'read'; readonly chatId: string; readonly number: number }
  | { readonly type: 'draft'; readonly chatId: string; readonly text: string }
  | { readonly type: 'draftSent'; readonly chatId: string; readonly typed: string }
  | { readonly type: 'composing'; readonly chatId: string }
  | { readonly type: 'signingOut' }
  | { readonly type: 'signedOut'; readonly cause: LeaveCause };

/** The uploaded fraction of each file, from 0 to 1. */
export type Progress = Readonly<Record<string, number>>;

/** The channel between tabs. A tab does not receive its own messages. */
export interface Tabs {
  readonly post: (message: TabMessage) => void;
  readonly close: () => void;
}

/** Open the channel between the tabs of this person. */
export function openTabs(profileId: string, hear: (message: TabMessage) => void): Tabs {
  const channel = new BroadcastChannel(`parta:${profileId}`);
  let isOpen = true;
  channel.onmessage = (event: MessageEvent<TabMessage>) => hear(event.data);
  return {
    // What was under way when the messenger was closed may end later.
    post: (message) => {
      if (isOpen) channel.postMessage(message);
    },
    close: () => {
      isOpen = false;
      channel.close();
    },
  };
}
