import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import type { CallSession } from '../session/session';
import { useVideo } from '../session/store';
import styles from './Picture.module.css';

interface Props {
  readonly session: CallSession;
  readonly identity: string;
  readonly source: 'camera' | 'screen';
  readonly isMirrored?: boolean;
}

/** The video of a camera or a screen. */
export function Picture({ session, identity, source, isMirrored = false }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const track = useVideo(session, identity, source);
  useEffect(() => {
    const element = video.current;
    if (!track || !element) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  const looks = [styles['picture'], styles[source], isMirrored && styles['mirrored']];
  return <video ref={video} className={clsx(looks)} autoPlay playsInline muted aria-hidden />;
}
