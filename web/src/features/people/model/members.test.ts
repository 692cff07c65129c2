import { expect, it } from 'vitest';
import type { MemberRead } from '@/shared/api/schema';
import { member as seat } from '@/shared/testing/chat';
import { actionsOn, type MemberSituation, successorsOf } from './members';

const owner: Omit<MemberSituation, 'member'> = {
  me: 'misha',
  myRole: 'owner',
  may: ['remove_members', 'promote'],
};
const admin: Omit<MemberSituation, 'member'> = { ...owner, myRole: 'admin', may: ['remove_members'] };
const nobody: Omit<MemberSituation, 'member'> = { ...owner, myRole: 'member', may: [] };
const lena = (role: MemberRead['role']) => seat('lena', { role });

it.each<[string, Omit<MemberSituation, 'member'>, MemberRead, string]>([
  ['the owner', owner, lena('member'), 'promote handOver remove'],
  ['the owner, with an admin', owner, lena('admin'), 'demote handOver remove'],
  ['the owner, with oneself', owner, seat('misha', { role: 'owner' }), ''],
  ['an admin', admin, lena('member'), 'remove'],
  ['an admin, with another admin', admin, lena('admin'), ''],
  ['an admin, with the owner', admin, lena('owner'), ''],
  ['a member', nobody, lena('member'), ''],
])('%s may: %4$s', (_who, situation, member, names) => {
  const offered = actionsOn({ ...situation, member });
  expect(offered.map(({ name }) => name).join(' ')).toBe(names);
});

it('hands a chat over to an admin first, then to who was there longest, never to me', () => {
  const old = seat('old', { joined_at: '2025-09-01T05:00:00Z' });
  const young = seat('young', { joined_at: '2026-11-01T05:00:00Z' });
  const reader = seat('reader', { role: 'reader', joined_at: '2024-09-01T05:00:00Z' });
  const admin = seat('admin', { role: 'admin', joined_at: '2026-11-02T05:00:00Z' });
  const successors = successorsOf([reader, young, old, admin, seat('misha', { role: 'owner' })], 'misha');
  expect(successors.map(({ profile_id }) => profile_id)).toEqual(['admin', 'old', 'young', 'reader']);
});
