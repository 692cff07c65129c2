import forms from '@/shared/ui/forms.module.css';
import { officeErrorTexts } from '../model/conflict';
import styles from './Office.module.css';

/** Why the office's wish was refused: all that stands in the way. */
export function OfficeFailure({ failure }: { readonly failure: unknown }) {
  return (
    <div className={forms['warning']} role="alert">
      <div className={styles['reasons']}>
        {officeErrorTexts(failure).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );
}
