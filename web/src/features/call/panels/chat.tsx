import type { CallPanel } from './panel';

/** The chat of the call, which the page gives. */
export const panel: CallPanel = {
  name: 'chat',
  title: 'call.panel.chat',
  isRoomy: true,
  Body: ({ chat }) => chat,
};
