import type { RingRead } from '../api/schema';

/** A ring from Вера. */
export const RING: RingRead = {
  id: 'ring',
  call_id: 'call',
  chat_id: 'chat',
  caller: {
    id: 'vera',
    name: { last_name: 'Ким', first_name: 'Вера', patronymic: null },
    badges: [],
    picture: null,
  },
  title: 'Родители 7Б',
  state: 'ringing',
  at: '2026-11-23T10:00:00Z',
};
