import type { Meeting, Warning } from '../domain/meeting.ts';
import type { Minutes } from '../domain/minutes.ts';
import type { Transcript } from '../domain/transcript.ts';

export const documentFormats = ['md', 'txt', 'srt', 'vtt', 'json', 'pdf', 'docx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What an export is made of. */
export interface MeetingDocument {
  readonly meeting: Pick<Meeting, 'id' | 'title' | 'startedAtMs'>;
  readonly durationMs: number;
  readonly transcript: Transcript;
  readonly minutes: Minutes;
  /** What people should know about how complete the transcript is. */
  readonly warnings: readonly Warning[];
}

/**
 * Writes finished meetings as files people can open. Slow formats are made off the main thread.
 *
 * @throws MomError export_failed
 */
export interface DocumentWriter extends AsyncDisposable {
  render(format: DocumentFormat, document: MeetingDocument, signal?: AbortSignal): Promise<Uint8Array>;
}
