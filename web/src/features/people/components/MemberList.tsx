import { Search } from '@vkontakte/vkui';
import { useState } from 'react';
import type { ChatView, MemberRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { peopleNamed } from '@/shared/person/name-search';
import { calledName } from '@/shared/person/person';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { MenuButton } from '@/shared/ui/MenuButton';
import { PersonRow } from '@/shared/ui/PersonRow';
import { actionsOn, type MemberActionName } from '../model/members';
import styles from './MemberList.module.css';

interface Props {
  readonly members: readonly MemberRead[];
  readonly me: string;
  readonly myRole: MemberRead['role'];
  readonly may: ChatView['my']['may'];
  readonly onOpen: (member: MemberRead) => void;
  readonly onAct: (name: MemberActionName, member: MemberRead) => void;
}

const TAGS: Readonly<Record<MemberRead['role'], TextKey | undefined>> = {
  owner: 'people.owner',
  admin: 'people.admin',
  member: undefined,
  reader: 'people.reader',
};
const SEARCH_FROM = 8;

/** The members of a chat with their roles; a press opens the person's card. */
export function MemberList({ members, me, myRole, may, onOpen, onAct }: Props) {
  const [query, setQuery] = useState('');
  const shown = peopleNamed(members, query);
  return (
    <>
      {members.length >= SEARCH_FROM && (
        <Search
          value={query}
          placeholder={t('people.searchMembers')}
          onChange={({ target }) => setQuery(target.value)}
          noPadding
        />
      )}
      <ul className={styles['list']} aria-label={t('people.members')} onKeyDown={moveAmongStops}>
        {shown.map((member) => (
          <li key={member.id} className={styles['item']}>
            <button type="button" data-stop className={styles['person']} onClick={() => onOpen(member)}>
              <PersonRow person={member} place={placeOf(member, me)} />
            </button>
            <MemberMenu member={member} me={me} myRole={myRole} may={may} onAct={onAct} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles['nobody']}>{t('people.notFound')}</p>}
    </>
  );
}

/** Return what a member is in the chat: «вы · владелец». */
function placeOf({ profile_id, role }: MemberRead, me: string): string {
  const tag = TAGS[role];
  return [profile_id === me ? t('people.you') : '', tag ? t(tag) : ''].filter(Boolean).join(' · ');
}

type MenuProps = Omit<Props, 'members' | 'onOpen'> & { readonly member: MemberRead };

function MemberMenu({ member, me, myRole, may, onAct }: MenuProps) {
  const actions = actionsOn({ member, me, myRole, may });
  if (actions.length === 0) return null;
  return (
    <MenuButton
      label={t('people.actions', { name: calledName(member) })}
      choices={actions.map((action) => ({
        key: action.name,
        title: t(action.label),
        isDestructive: action.isDestructive ?? false,
        onChoose: () => onAct(action.name, member),
      }))}
    />
  );
}
