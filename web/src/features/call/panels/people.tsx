import { Icon16HandOutline, Icon16MicrophoneSlash } from '@vkontakte/icons';
import { Search } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { memo, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { rolesInWords } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { useOverlays } from '@/shared/ui/Overlays';
import { pictureOf } from '@/shared/ui/picture';
import { useAttempt } from '@/shared/ui/useAttempt';
import { changeRights, changeSettings, lowerHands, muteAll } from '../api';
import { Absent } from '../components/Absent';
import buttons from '../components/buttons.module.css';
import { Lobby } from '../components/Lobby';
import { PersonMenu } from '../components/PersonMenu';
import { Removed } from '../components/Removed';
import { peopleNamed, type ShownParticipant } from '../model/people';
import { hasExceptions } from '../model/permissions';
import { useCallState } from '../session/store';
import { panel as invite } from './invite';
import type { CallPanel, PanelProps } from './panel';
import styles from './people.module.css';
import { panel as rights } from './rights';

const SEARCH_FROM = 8;

/** «Участники»: the lobby, raised hands, and all participants with their actions. */
function PeoplePanel({ session }: PanelProps) {
  const [query, setQuery] = useState('');
  const people = useCallState(session, (snapshot) => snapshot.people);
  const mayChangeRights = useCallState(session, ({ roster }) => roster.may.includes('change_rights'));
  const named = peopleNamed(people, query);
  const hands = people.filter(({ hand }) => hand > 0).sort((one, other) => one.hand - other.hand);
  return (
    <>
      <Lobby session={session} />
      <ForAll session={session} hasHands={hands.length > 0} />
      {hands.length > 0 && (
        <section aria-label={t('call.hands')}>
          <h3 className={styles['heading']}>{t('call.handsCount', { count: hands.length })}</h3>
          <ol className={styles['list']}>
            {hands.map((person) => (
              <Row key={person.id} session={session} person={person} />
            ))}
          </ol>
        </section>
      )}
      <section aria-label={t('call.inCall')}>
        <h3 className={styles['heading']}>{t('call.inCallCount', { count: people.length })}</h3>
        {people.length >= SEARCH_FROM && (
          <Search
            value={query}
            placeholder={t('call.searchPeople')}
            onChange={({ target }) => setQuery(target.value)}
            noPadding
            className={styles['search']}
          />
        )}
        <ul className={styles['list']}>
          {named.map((person) => (
            <Row key={person.id} session={session} person={person} />
          ))}
        </ul>
        {named.length === 0 && <p className={styles['nobody']}>{t('people.notFound')}</p>}
      </section>
      <Absent session={session} />
      <Removed session={session} />
      {mayChangeRights && (
        <button
          type="button"
          className={clsx(buttons['button'], styles['wide'])}
          onClick={() => session.open(rights)}
        >
          {t('call.rights')}
        </button>
      )}
    </>
  );
}

interface RowProps extends PanelProps {
  readonly person: ShownParticipant;
}

const Row = memo(function Row({ session, person }: RowProps) {
  const { participant, isMe, hand, hasMicrophone } = person;
  const roles = [
    isMe ? t('call.you') : '',
    participant.role === 'participant' ? '' : t(`call.role.${participant.role}`),
    participant.is_guest ? t('call.guest') : '',
    rolesInWords(participant.badges),
    hasExceptions(participant) ? t('call.hasException') : '',
  ].filter(Boolean);
  return (
    <li className={styles['row']}>
      <Avatar
        id={participant.profile_id ?? participant.id}
        name={participant.names ?? participant.name}
        src={pictureOf(participant.picture)}
        size={36}
      />
      <span className={styles['words']}>
        <span className={styles['name']}>{participant.name}</span>
        {roles.length > 0 && <span className={styles['about']}>{roles.join(' · ')}</span>}
      </span>
      {hand > 0 && (
        <span className={styles['hand']}>
          <Icon16HandOutline aria-label={t('call.handPlace', { place: hand })} />
          <span aria-hidden>{hand}</span>
        </span>
      )}
      {!hasMicrophone && <Icon16MicrophoneSlash className={styles['off']} aria-label={t('call.isMuted')} />}
      <PersonMenu session={session} id={person.id} name={participant.name} isPlain />
    </li>
  );
});

interface ForAllProps extends PanelProps {
  readonly hasHands: boolean;
}

/** The actions on everybody at once. */
function ForAll({ session, hasHands }: ForAllProps) {
  const { call, may } = useCallState(session, ({ roster }) => ({ call: roster.call, may: roster.may }));
  const attempt = useAttempt();
  const { note } = useOverlays();
  const allow = () => changeRights(session.callId, { microphone: true });
  const mute = async () => {
    await muteAll(session.callId);
    const undo = { title: t('call.undo'), onAct: () => attempt('mute', allow) };
    note({ text: t('call.allMuted'), ...(may.includes('change_rights') ? { act: undo } : {}) });
  };
  if (!may.includes('mute_others') && !may.includes('lock') && !may.includes('invite')) return null;
  return (
    <div className={styles['forAll']}>
      {may.includes('invite') && (
        <button type="button" className={buttons['button']} onClick={() => session.open(invite)}>
          {t('call.invite')}
        </button>
      )}
      {may.includes('lock') && (
        <button
          type="button"
          className={buttons['button']}
          aria-pressed={call.is_locked}
          onClick={() =>
            attempt('lock', () => changeSettings(session.callId, { is_locked: !call.is_locked }))
          }
        >
          {t(call.is_locked ? 'call.unlock' : 'call.lock')}
        </button>
      )}
      {may.includes('mute_others') && call.rights.microphone && (
        <button type="button" className={buttons['button']} onClick={() => attempt('mute', mute)}>
          {t('call.muteAll')}
        </button>
      )}
      {may.includes('change_rights') && !call.rights.microphone && (
        <button type="button" className={buttons['button']} onClick={() => attempt('mute', allow)}>
          {t('call.allowAll')}
        </button>
      )}
      {may.includes('lower_hands') && hasHands && (
        <button
          type="button"
          className={buttons['button']}
          onClick={() => attempt('hands', () => lowerHands(session.callId))}
        >
          {t('call.lowerHands')}
        </button>
      )}
    </div>
  );
}

export const panel: CallPanel = {
  name: 'people',
  title: 'call.panel.people',
  Body: PeoplePanel,
};
