import { Button, FormItem, Input } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import { signInAddress } from '@/shared/api/own-address';
import type { InvitePage, JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { guestNameProblem, type NameProblem } from '@/shared/person/names';
import { nameProblemText } from '@/shared/person/problem-text';
import { Stage } from '@/shared/ui/Stage';
import { StepScreen } from '@/shared/ui/StepScreen';
import { invitation, joinByInvite } from '../api';
import { inviteEntryState } from '../model/entry-state';
import { useEntryFlow } from '../useEntryFlow';
import { EntryScreen } from './EntryScreen';
import { StatusScreen } from './StatusScreen';

const MAX_NAME_LENGTH = 60;

interface Props {
  readonly token: string;
  readonly onAdmitted: (admitted: JoinedCall) => void;
}

/** `/join/…`: an invitation to a call; guests type a name and wait in the lobby. */
export function InviteEntryScreen({ token, onAdmitted }: Props) {
  const [name, setName] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const given = name.trim();
  const flow = useEntryFlow({
    question: invitation(token),
    stateOf: inviteEntryState,
    join: useCallback((joining) => joinByInvite(token, joining, given || undefined), [token, given]),
    onAdmitted,
  });
  const invite = flow.status;
  const problem = invite?.wants_name === true ? guestNameProblem(name) : undefined;
  const press = () => {
    setIsAsked(true);
    if (!problem) flow.press();
  };
  return (
    <Stage section={t('join.call')} home="/">
      {invite?.wants_sign_in ? (
        <SignInFirst invite={invite} />
      ) : (
        <EntryScreen
          flow={{ ...flow, press }}
          title={invite?.title ?? ''}
          about={invite ? aboutOf(invite) : []}
          unknown={<StatusScreen why="unknown_invite" />}
          asked={
            invite?.wants_name && (
              <FormItem
                top={t('join.name')}
                htmlFor="join-name"
                status={isAsked && problem ? 'error' : 'default'}
                bottom={isAsked && problem ? problemText(problem) : t('join.nameHint')}
                noPadding
              >
                <Input
                  id="join-name"
                  autoComplete="name"
                  maxLength={MAX_NAME_LENGTH}
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

function problemText(problem: NameProblem): string {
  return problem.kind === 'mixed_scripts' ? nameProblemText(problem) : t('join.nameMissing');
}

function aboutOf({ school, entry, wants_name }: InvitePage): readonly string[] {
  const lines = school ? [school] : [];
  if (entry === 'lobby' || wants_name) lines.push(t('join.throughLobby'));
  return lines;
}

/** The call is for people of the school: sign in first. */
function SignInFirst({ invite }: { invite: InvitePage }) {
  return (
    <StepScreen
      title={invite.title}
      hint={t('join.signInFirst', { school: invite.school ?? '' })}
      focusesTitle
    >
      <Button Component="a" href={signInAddress()} size="l" stretched>
        {t('join.signIn')}
      </Button>
    </StepScreen>
  );
}
