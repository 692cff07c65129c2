import { screen } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '../api/errors';
import { show } from '../testing/screen';
import { startTestTexts } from '../testing/texts';
import { ErrorState } from './ErrorState';

beforeAll(startTestTexts);

it.each([
  ['there is no such page', new ApiError(404, 'not_found', ''), 'Такой страницы нет'],
  ['it is not for this person', new ApiError(403, 'forbidden', ''), 'У вас нет прав на это действие.'],
])('where %s it leads to the first page, and does not offer to repeat', async (_, failure, words) => {
  show(<ErrorState failure={failure} onRetry={vi.fn()} home="/journal" />);
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'На главную' }).getAttribute('href')).toBe('/journal');
  expect(screen.queryByRole('button')).toBeNull();
});

it('offers to repeat what may come', async () => {
  const retry = vi.fn();
  const { user } = show(<ErrorState failure={new NetworkError()} onRetry={retry} home="/journal" />);
  await user.click(screen.getByRole('button', { name: 'Повторить' }));
  expect(retry).toHaveBeenCalledOnce();
});
