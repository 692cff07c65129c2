/** The actions on a participant. Pure. */
import type { CallDuty, ParticipantRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';
import type { ShownParticipant } from './people';

export type MemberActionName =
  | 'pin'
  | 'unpin'
  | 'spotlight'
  | 'unspotlight'
  | 'mute'
  | 'allowSpeak'
  | 'lowerHand'
  | 'appoint'
  | 'dismiss'
  | 'remove';

export interface MemberAction {
  readonly name: MemberActionName;
  readonly label: TextKey;
  readonly isDestructive?: boolean;
}

interface Situation {
  readonly person: ShownParticipant;
  readonly may: readonly CallDuty[];
  readonly isPinned: boolean;
  readonly isSpotlit: boolean;
}

type Rule = MemberAction & { readonly allowed: (situation: Situation) => boolean };

const isOther = ({ person }: Situation) => !person.isMe;
const isLed = ({ person }: Situation) => !person.isMe && person.participant.role !== 'admin';

const RULES: readonly Rule[] = [
  { name: 'pin', label: 'call.act.pin', allowed: ({ isPinned }) => !isPinned },
  { name: 'unpin', label: 'call.act.unpin', allowed: ({ isPinned }) => isPinned },
  {
    name: 'spotlight',
    label: 'call.act.spotlight',
    allowed: ({ may, isSpotlit }) => may.includes('spotlight') && !isSpotlit,
  },
  {
    name: 'unspotlight',
    label: 'call.act.unspotlight',
    allowed: ({ may, isSpotlit }) => may.includes('spotlight') && isSpotlit,
  },
  {
    name: 'lowerHand',
    label: 'call.act.lowerHand',
    allowed: ({ person, may }) => person.hand > 0 && (may.includes('lower_hands') || person.isMe),
  },
  {
    name: 'mute',
    label: 'call.act.mute',
    allowed: (s) =>
      s.may.includes('mute_others') && isOther(s) && isLed(s) && s.person.participant.rights.microphone,
  },
  {
    name: 'allowSpeak',
    label: 'call.act.allowSpeak',
    allowed: (s) => s.may.includes('change_rights') && isLed(s) && !s.person.participant.rights.microphone,
  },
  {
    name: 'appoint',
    label: 'call.act.appoint',
    allowed: (s) => s.may.includes('appoint') && isOther(s) && canHelp(s.person.participant),
  },
  {
    name: 'dismiss',
    label: 'call.act.dismiss',
    allowed: (s) => s.may.includes('appoint') && isOther(s) && s.person.participant.role === 'assistant',
  },
  {
    name: 'remove',
    label: 'call.act.remove',
    isDestructive: true,
    allowed: (s) => s.may.includes('remove') && isLed(s),
  },
];

/** Return the actions that this person may run on that one. */
export function actionsOn(situation: Situation): readonly MemberAction[] {
  return RULES.filter(({ allowed }) => allowed(situation));
}

/** A guest has no profile and cannot be made an assistant. */
function canHelp({ role, is_guest }: ParticipantRead): boolean {
  return role === 'participant' && !is_guest;
}
