import { Button } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { isApiError } from '@/shared/api/errors';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { dayKey } from '@/shared/i18n/time';
import { BirthField } from '@/shared/person/BirthField';
import { isNameGood, NameFields } from '@/shared/person/NameFields';
import { tidyName } from '@/shared/person/names';
import { SexField } from '@/shared/person/SexField';
import forms from '@/shared/ui/forms.module.css';
import { type Progress, StepScreen } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import type { Draft } from '../model/draft';
import { unbrokenPhone } from '../model/phone';
import { type Question, questionAfter, questionBefore } from '../model/screen';
import { CheckList } from './CheckList';

interface Props {
  readonly acts: SignInActs;
  /** The number that the profile will have. */
  readonly phone: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly progress: Progress;
  /** Called by whoever sees another person's number. */
  readonly onCorrect: () => void;
}

const TITLES = {
  names: ['id.names.title', 'id.names.hint'],
  birth: ['id.birth.title', 'id.birth.hint'],
  sex: ['id.sex.title', 'id.sex.hint'],
  check: ['id.check.title', 'id.check.hint'],
} as const;

/** The new profile, one question per screen; the last screen shows the answers. */
export function ProfileQuestions({
  acts: { createProfile },
  phone,
  draft,
  onChange,
  progress,
  onCorrect,
}: Props) {
  const { question } = draft;
  const [tried, setTried] = useState<Question>();
  const showsProblems = tried === question;
  const showQuestion = (next: Question) => onChange({ ...draft, question: next });
  const back = questionBefore(question);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(question);
    if (!isAnswered(draft, question)) return;
    if (question !== 'check') return showQuestion(questionAfter(question));
    if (createProfile.isPending || draft.sex === '') return;
    createProfile.mutate({
      last_name: tidyName(draft.last_name),
      first_name: tidyName(draft.first_name),
      patronymic: tidyName(draft.patronymic) || null,
      birth_on: draft.birth_on,
      sex: draft.sex,
    });
  };
  const [title, hint] = TITLES[question];
  return (
    <StepScreen
      title={t(title)}
      hint={
        <>
          {t(hint)} {t('id.profile.phone', { phone: unbrokenPhone(phone) })}{' '}
          <button type="button" className={forms['link']} onClick={onCorrect}>
            {t('id.profile.otherPhone')}
          </button>
        </>
      }
      onBack={back ? () => showQuestion(back) : onCorrect}
      progress={progress}
      focusesTitle={question === 'check'}
    >
      <form onSubmit={submit} noValidate className={forms['form']} key={question}>
        {question === 'names' && (
          <NameFields
            name={draft}
            onChange={(name) => onChange({ ...draft, ...name })}
            showsProblems={showsProblems}
            takesFocus
          />
        )}
        {question === 'birth' && (
          <BirthField
            value={draft.birth_on}
            onChange={(birth_on) => onChange({ ...draft, birth_on })}
            showsProblems={showsProblems}
            today={dayKey(new Date(serverNow()))}
            takesFocus
          />
        )}
        {question === 'sex' && (
          <SexField
            value={draft.sex}
            onChange={(sex) => onChange({ ...draft, sex })}
            showsProblems={showsProblems}
            takesFocus
          />
        )}
        {question === 'check' && <CheckList draft={draft} onEdit={showQuestion} />}
        {createProfile.error && (
          <p role="alert" className={forms['error']}>
            {problemOf(createProfile.error)}
          </p>
        )}
        <Button type="submit" size="l" stretched loading={createProfile.isPending}>
          {t(question === 'check' ? 'id.check.create' : 'id.continue')}
        </Button>
      </form>
    </StepScreen>
  );
}

function isAnswered(draft: Draft, question: Question): boolean {
  switch (question) {
    case 'names':
      return isNameGood(draft);
    case 'birth':
      return draft.birth_on !== '';
    case 'sex':
      return draft.sex !== '';
    case 'check':
      return isNameGood(draft) && draft.birth_on !== '' && draft.sex !== '';
  }
}

function problemOf(failure: unknown): string {
  return isApiError(failure, 'malformed', 'invalid') ? t('id.check.refused') : errorText(failure);
}
