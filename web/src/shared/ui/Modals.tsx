import { ModalCard, ModalRoot, type ModalRootProps } from '@vkontakte/vkui';
import type { PropsWithChildren } from 'react';
import { useClosedByBack } from './back';

interface ModalsProps {
  /** The id of the open one. */
  readonly active: string | undefined;
  readonly onClose: () => void;
  readonly children: ModalRootProps['children'];
}

/** Dialogs and sheets, one of them open at a time. Escape, a press outside and «Back» close it. */
export function Modals({ active, onClose, children }: ModalsProps) {
  useClosedByBack(active !== undefined, onClose);
  return (
    <ModalRoot activeModal={active ?? null} onClose={onClose}>
      {children}
    </ModalRoot>
  );
}

interface DialogProps extends PropsWithChildren {
  readonly title: string;
  readonly description?: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One dialog. Its contents begin anew each time. */
export function Dialog({ title, description, isOpen, onClose, children }: DialogProps) {
  useClosedByBack(isOpen, onClose);
  return (
    <ModalCard open={isOpen} onClose={onClose} title={title} description={description}>
      {isOpen && children}
    </ModalCard>
  );
}
