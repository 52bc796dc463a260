import type { CaptureAnswer, CaptureCall } from '../messages.ts';
import type { CaptureMeeting } from './capture-meeting.ts';

/** Does what the session asks for, except leaving. @throws MomError of erasing */
export async function answerCall(
  meeting: CaptureMeeting,
  call: Exclude<CaptureCall, { name: 'leave' }>,
): Promise<CaptureAnswer> {
  switch (call.name) {
    case 'receipt':
      return meeting.sink.receipt();
    case 'privacy-code':
      return meeting.line.connection?.voicePrivacyCode ?? null;
    case 'erase':
      meeting.recorder.keepOut(call.erasure);
      await meeting.drained(); // what is still on its way would be written behind the erasure
      await meeting.sink.erase(call.erasure);
      return null;
    default:
      await change(meeting, call);
      return null;
  }
}

type Change = Extract<CaptureCall, { name: 'pause' | 'resume' | 'note' | 'exclude' | 'include' }>;

/** On the disk before it is answered: who is told that nothing is recorded must be able to rely on it. */
async function change(meeting: CaptureMeeting, call: Change): Promise<void> {
  const { recorder, diary, sink } = meeting;
  // What was said before and is still in the socket must not be recorded either.
  if (call.name === 'resume' || call.name === 'include') await meeting.drained();
  if (call.name === 'pause') recorder.pause(call.userId);
  if (call.name === 'resume') recorder.resume(call.userId);
  if (call.name === 'note') diary.note(call.userId, call.by, call.text);
  if (call.name === 'exclude') exclude(meeting, call.userId);
  if (call.name === 'include') include(meeting, call.userId);
  await sink.flush();
}

function exclude({ recorder, diary, attendance, line }: CaptureMeeting, userId: string): void {
  if (!recorder.wants(userId)) return;
  const member = attendance.find(userId);
  if (member) diary.excluded(member);
  recorder.exclude(userId);
  line.drop(userId);
}

function include({ recorder, diary, attendance }: CaptureMeeting, userId: string): void {
  if (recorder.wants(userId)) return;
  recorder.include(userId);
  const member = attendance.find(userId);
  if (member) diary.included(member);
}
