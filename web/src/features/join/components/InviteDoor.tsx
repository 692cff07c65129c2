import { Button, FormItem, Input } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import type { InvitePage, JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Stage } from '@/shared/ui/Stage';
import { StepScreen } from '@/shared/ui/StepScreen';
import { invitation, joinByInvite } from '../api';
import { standingOfInvite } from '../model/doors';
import { useDoor } from '../useDoor';
import { DoorScreen } from './DoorScreen';
import { ToldScreen } from './ToldScreen';

const LONGEST_NAME = 60;

interface Props {
  readonly token: string;
  readonly onAdmitted: (admitted: JoinedCall) => void;
}

/** `/join/…`: an invitation to a call; outsiders type a name and wait in the lobby. */
export function InviteDoor({ token, onAdmitted }: Props) {
  const [name, setName] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const given = name.trim();
  const door = useDoor({
    question: invitation(token),
    standingOf: standingOfInvite,
    join: useCallback((device) => joinByInvite(token, device, given || undefined), [token, given]),
    onAdmitted,
  });
  const invite = door.told;
  const isMissing = invite?.wants_name === true && given === '';
  const press = () => {
    setIsAsked(true);
    if (!isMissing) door.press();
  };
  return (
    <Stage section={t('join.call')} home="/">
      {invite?.wants_sign_in ? (
        <SignInFirst invite={invite} />
      ) : (
        <DoorScreen
          door={{ ...door, press }}
          title={invite?.title ?? ''}
          about={invite ? aboutOf(invite) : []}
          unknown={<ToldScreen why="unknown_invite" />}
          asked={
            invite?.wants_name && (
              <FormItem
                top={t('join.name')}
                htmlFor="join-name"
                status={isAsked && isMissing ? 'error' : 'default'}
                bottom={isAsked && isMissing ? t('join.nameMissing') : t('join.nameHint')}
                noPadding
              >
                <Input
                  id="join-name"
                  autoComplete="name"
                  maxLength={LONGEST_NAME}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                />
              </FormItem>
            )
          }
          ways={() => null}
        />
      )}
    </Stage>
  );
}

function aboutOf({ school, entry, wants_name }: InvitePage): readonly string[] {
  const lines = school ? [school] : [];
  if (entry === 'lobby' || wants_name) lines.push(t('join.throughLobby'));
  return lines;
}

/** The call is for people of the school: the profile first. */
function SignInFirst({ invite }: { invite: InvitePage }) {
  const back = new URLSearchParams({ next: window.location.pathname });
  return (
    <StepScreen
      title={invite.title}
      hint={t('join.signInFirst', { school: invite.school ?? '' })}
      focusesTitle
    >
      <Button Component="a" href={`/id?${back}`} size="l" stretched>
        {t('join.signIn')}
      </Button>
    </StepScreen>
  );
}
