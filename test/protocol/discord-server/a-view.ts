import type { PanelView } from '../../../src/ports/meeting-thread.ts';

/** A panel in the middle of a call. */
export const aView = (changes: Partial<PanelView> = {}): PanelView => ({
  meetingId: 'm1',
  title: 'Standup',
  state: 'recording',
  startedAtMs: Date.UTC(2026, 10, 23, 9),
  voiceChannelId: '',
  startedBy: 'Ann',
  recorded: ['Ann', 'Bob'],
  optedOut: ['Cleo'],
  captions: 3,
  packets: 900,
  lostPackets: 1,
  activities: [{ atMs: Date.UTC(2026, 10, 23, 9, 0, 5), text: 'Bob joined' }],
  privacyCode: null,
  ...changes,
});
