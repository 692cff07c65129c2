import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { announce } from './announce';
import { LiveRegion } from './LiveRegion';

it('reads out each of several announcements of one moment, also where they are the same', () => {
  render(<LiveRegion />);
  act(() => {
    announce('Новое сообщение от Миши');
    announce('Новое сообщение от Лены');
    announce('Новое сообщение от Лены');
  });
  const said = [...screen.getByRole('log').children].map(({ textContent }) => textContent?.trim());
  expect(said).toEqual(['Новое сообщение от Миши', 'Новое сообщение от Лены', 'Новое сообщение от Лены']);
});
