import { screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { ConversationHeader } from './ConversationHeader';

beforeAll(startTestTexts);

const header = (onBack: (() => void) | undefined) => (
  <ConversationHeader
    title="7Б"
    face={{ id: 'chat-1', name: '7Б' }}
    isStaff={false}
    subtitle="24 участника"
    isLively={false}
    onBack={onBack}
    onAbout={() => undefined}
    isAboutOpen={false}
  />
);

it('heads the page on a phone, where there is no list beside it', () => {
  show(header(() => undefined));
  expect(screen.getByRole('heading', { level: 1, name: '7Б' })).toBeTruthy();
});

it('leaves the heading of the page to the list beside it', () => {
  show(header(undefined));
  expect(screen.queryByRole('heading')).toBeNull();
});
