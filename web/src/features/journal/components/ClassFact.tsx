import styles from './Home.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
}

/** A labelled value of a class or a person. */
export function LabelledValue({ label, value }: Props) {
  return (
    <dl className={styles['fact']}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </dl>
  );
}
