import type { MessageRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { electLeader } from '@/shared/stream/leader';
import { setTitleCount } from '@/shared/ui/page-title';
import { type AlertWords, alertsFor, type MessageAlert } from './message-alerts';
import { notify } from './notify';
import { signalSettings } from './signal-settings';
import type { Sync } from './sync';
import { selectUnreadTotal } from './unread-total';

/** An open chat has this time to mark messages as read; what is still unread then causes an alert. */
const READ_DELAY_MS = 700;

/**
 * Show the number of unread messages in the title, and alert for new ones in one of all tabs; return a function
 * that stops it.
 */
export function startAlerts(
  sync: Sync,
  wordsOf: AlertWords,
  onOpenChat: (chatId: string) => void,
): () => void {
  let isLeader = false;
  let fresh: MessageRead[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const count = () => setTitleCount(selectUnreadTotal(sync.snapshot));
  const alert = () => {
    timer = undefined;
    const { world, localReadNumbers } = sync.snapshot;
    const alerts = alertsFor(fresh, world, localReadNumbers, serverNow(), wordsOf);
    fresh = [];
    if (alerts.length === 0 || !isLeader) return;
    if (signalSettings().sound) chime();
    for (const one of alerts) tell(one, onOpenChat);
  };
  const stopElection = electLeader({
    name: `ring.${sync.snapshot.world.me.id}`,
    hasWork: () => false,
    onChange: (isLeading) => {
      isLeader = isLeading;
    },
  });
  const stopListening = sync.onUpdates(({ messages }) => {
    fresh.push(...messages);
    if (messages.length > 0) timer ??= setTimeout(alert, READ_DELAY_MS);
  });
  const stopCounting = sync.subscribe(count);
  count();
  return () => {
    clearTimeout(timer);
    stopElection();
    stopListening();
    stopCounting();
    setTitleCount(0);
  };
}

function tell(
  { chatId, title, author, text, count }: MessageAlert,
  onOpenChat: (chatId: string) => void,
): void {
  const body = count > 1 ? t('sync.newMessages', { count }) : author ? `${author}: ${text}` : text;
  notify({ title, body, tag: chatId, onOpen: () => onOpenChat(chatId) });
}

/** Two soft notes, synthesised so that nothing is loaded. A browser without a user gesture stays silent. */
function chime(): void {
  const audio = new AudioContext();
  if (audio.state !== 'running') return void audio.close();
  const volume = audio.createGain();
  volume.connect(audio.destination);
  volume.gain.setValueAtTime(0.08, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
  for (const [note, begins] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = note;
    tone.connect(volume);
    tone.start(audio.currentTime + begins);
    tone.stop(audio.currentTime + begins + 0.2);
    tone.onended = () => begins > 0 && void audio.close();
  }
}
