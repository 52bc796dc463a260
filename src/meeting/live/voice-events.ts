import type { VoiceEvent } from '../../ports/voice-capture.ts';
import { memberNotices } from '../member-notices.ts';
import type { CallBoard } from './call-board.ts';
import { activities, notices } from './notices.ts';

/** What people see of something that happens in a call. */
export function showVoiceEvent(event: VoiceEvent, board: CallBoard): void {
  const { roster, panel } = board;
  switch (event.type) {
    case 'member-join':
      join(event, board);
      break;
    case 'member-leave':
      if (roster.isPresent(event.userId)) panel.note(activities.left(roster.nameOf(event.userId)));
      roster.leave(event.userId);
      break;
    case 'journal-written':
      board.captions.wake();
      break;
    case 'reconnect-start':
      panel.note(activities.reconnecting);
      break;
    case 'reconnect-end':
      panel.note(activities.reconnected);
      break;
    case 'warning':
      void board.notify(`warning-${event.code}`, event.text);
      break;
    case 'moved':
      void board.saveMove(event.channelId);
      void board.notify(`moved-${event.atMs}`, notices.moved);
      break;
    case 'end':
      break;
  }
}

function join({ userId, name }: Extract<VoiceEvent, { type: 'member-join' }>, board: CallBoard): void {
  const { roster, panel } = board;
  if (!roster.isPresent(userId)) panel.note(activities.joined(name));
  if (roster.join(userId, name)) void board.notify(memberNotices.joined(userId), notices.lateJoiner(name));
}
