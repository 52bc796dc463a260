import type { VoiceEvent } from '../../ports/voice-capture.ts';
import type { CallBoard } from './call-board.ts';
import { activities, notices } from './notices.ts';

/** What people see of something that happens in a call. */
export function showVoiceEvent(event: VoiceEvent, board: CallBoard): void {
  const { roster, panel } = board;
  switch (event.type) {
    case 'member-join': {
      const isNews = !roster.isPresent(event.userId);
      if (roster.join(event.userId, event.name))
        void board.notify(`join-${event.userId}`, notices.lateJoiner(event.name));
      if (isNews) panel.note(activities.joined(event.name));
      return;
    }
    case 'member-leave':
      if (roster.isPresent(event.userId)) panel.note(activities.left(roster.nameOf(event.userId)));
      return roster.leave(event.userId);
    case 'journal-written':
      return board.captions.wake();
    case 'reconnect-start':
      return panel.note(activities.reconnecting);
    case 'reconnect-end':
      return panel.note(activities.reconnected);
    case 'warning':
      return void board.notify(`warning-${event.code}`, event.text);
    case 'moved':
    case 'end':
      return undefined;
  }
}
