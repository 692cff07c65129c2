import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, it, vi } from 'vitest';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { AboutHead } from './AboutHead';

beforeAll(startTestTexts);

it('keeps a new title in its field until the chat has it', async () => {
  const onRename = vi.fn(async (_: string) => false);
  const { user } = show(
    <AboutHead
      title="7Б"
      face={{ id: 'class', name: '7Б' }}
      about=""
      mayChange
      isBusy={false}
      onRename={onRename}
      onPicture={() => undefined}
    />,
  );
  await user.click(screen.getByRole('button', { name: 'Переименовать' }));
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Название' });
  await user.clear(field);
  await user.type(field, 'Математика{Enter}');
  expect(onRename).toHaveBeenCalledWith('Математика');
  expect(field.value).toBe('Математика');
  onRename.mockResolvedValueOnce(true);
  await user.type(field, '{Enter}');
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
});
