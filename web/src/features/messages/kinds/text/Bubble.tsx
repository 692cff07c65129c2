import { Icon16Pin, Icon16Verified } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import { fullMoment, timeOfDay } from '@/shared/i18n/time';
import { colourClass } from '@/shared/person/colours';
import { Album } from '../../components/Album';
import { useActs, useFact } from '../../components/conversation';
import { FileCard, UploadCard } from '../../components/FileCard';
import { FormattedText } from '../../components/FormattedText';
import { Quote } from '../../components/Quote';
import { Reactions } from '../../components/Reactions';
import { Ticks } from '../../components/Ticks';
import { isFewEmoji, piecesOf } from '../../model/formatting';
import { otherFilesOf, picturesOf, uploadsOf } from '../../model/pictures';
import { type ShownMessage, ticksOf } from '../../model/shown';
import type { ViewProps } from '../kind';
import styles from './Bubble.module.css';

/** One message: author, quote, pictures, text, files, reactions, and the time at the end of the last line. */
export function Bubble({ message, isFirst }: ViewProps) {
  const { onView } = useActs();
  const isOwn = useFact(({ me }) => message.author_id === me);
  const isDialog = useFact((facts) => facts.isDialog);
  const pictures = picturesOf(
    message,
    useFact(({ sent }) => sent),
  );
  const files = otherFilesOf(message);
  const uploads = uploadsOf(message);
  const hasReactions = message.reactions.length > 0;
  const isBare = message.text === '' && files.length === 0 && uploads.length === 0 && !hasReactions;
  const isLarge =
    !message.reply_to && pictures.length + files.length + uploads.length === 0 && isFewEmoji(message.text);
  const looks = [
    styles['bubble'],
    isOwn ? styles['own'] : styles['other'],
    isFirst && styles['first'],
    pictures.length > 0 && styles['withPictures'],
    isLarge && styles['large'],
  ];
  const showsName = isFirst && !isOwn && !isDialog && message.author_id !== null && !isLarge;
  return (
    <div className={clsx(looks)}>
      {showsName && <AuthorName message={message} />}
      {message.reply_to && <Quote reply={message.reply_to} />}
      {pictures.length > 0 && (
        <div className={styles['pictures']}>
          <Album pictures={pictures} onOpen={(place) => onView(message, place)} />
          {isBare && <Meta message={message} look="over" />}
        </div>
      )}
      {files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      {uploads.map((upload) => (
        <UploadCard key={upload.id} name={upload.name} size={upload.size} progress={upload.progress} />
      ))}
      {!isBare && (
        <div className={styles['body']}>
          {message.text !== '' && <Text message={message} />}
          {!hasReactions && <Meta message={message} look="inline" />}
        </div>
      )}
      {hasReactions && (
        <div className={styles['reactions']}>
          <Reactions message={message} />
          <Meta message={message} look="inRow" />
        </div>
      )}
    </div>
  );
}

function AuthorName({ message }: { message: ShownMessage }) {
  const { onOpenPerson } = useActs();
  const author = useFact(({ people }) => people.get(message.author_id ?? ''));
  if (!author) return <div className={styles['name']}>{t('messages.somebody')}</div>;
  return (
    <button
      type="button"
      className={clsx(styles['name'], colourClass(author.id))}
      onClick={() => onOpenPerson(author.id)}
    >
      <span className={styles['nameWords']}>{author.name}</span>
      {author.isStaff && (
        <>
          <Icon16Verified className={styles['verified']} />
          <VisuallyHidden>{author.roles}</VisuallyHidden>
        </>
      )}
    </button>
  );
}

function Text({ message }: { message: ShownMessage }) {
  const { onOpenPerson } = useActs();
  const me = useFact((facts) => facts.me);
  return (
    <span className={styles['text']}>
      <FormattedText pieces={piecesOf(message.text, message.entities)} me={me} onMention={onOpenPerson} />
    </span>
  );
}

function Meta({ message, look }: { message: ShownMessage; look: 'inline' | 'inRow' | 'over' }) {
  const isPinned = useFact(({ pinned }) => pinned.has(message.id));
  const ticks = useFact(({ me, readByOthers }) =>
    message.author_id === me ? ticksOf(message, readByOthers) : undefined,
  );
  return (
    <span className={clsx(styles['meta'], styles[look])}>
      {isPinned && (
        <span title={t('messages.pinned')} className={styles['pinned']}>
          <Icon16Pin aria-hidden width={12} height={12} />
          <VisuallyHidden>{t('messages.pinned')}</VisuallyHidden>
        </span>
      )}
      {message.edited_at && (
        <span title={fullMoment(message.edited_at)} className={styles['edited']}>
          {t('messages.edited')}
        </span>
      )}
      <time dateTime={message.sent_at} title={fullMoment(message.sent_at)}>
        {timeOfDay(message.sent_at)}
      </time>
      {ticks && <Ticks state={ticks} />}
    </span>
  );
}
