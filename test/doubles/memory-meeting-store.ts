import type { Caption } from '../../src/domain/caption.ts';
import type { ChunkResult } from '../../src/domain/chunk-result.ts';
import type { Meeting, MeetingState, MeetingTrack, TrackResult } from '../../src/domain/meeting.ts';
import { MomError } from '../../src/errors.ts';
import type { MeetingRemains, MeetingResult, MeetingStore, MeetingSummary } from '../../src/ports/meeting-store.ts';

interface Entry {
  meeting: Meeting;
  readonly chunks: Map<string, ChunkResult>;
  readonly captions: Map<string, Caption>;
  result: MeetingResult | null;
}

/** A MeetingStore that forgets with the process. What goes in and out is copied, as a database does. */
export class MemoryMeetingStore implements MeetingStore {
  readonly #entries = new Map<string, Entry>();

  async createMeeting(meeting: Meeting, result?: MeetingResult): Promise<void> {
    if (this.#entries.has(meeting.id)) return;
    const ended = result && ({ state: 'done', failure: null } as const);
    const entry = structuredClone({ meeting: { ...meeting, ...ended }, result: result ?? null });
    this.#entries.set(meeting.id, { ...entry, chunks: new Map(), captions: new Map() });
  }

  async findMeeting(id: string): Promise<Meeting | null> {
    return structuredClone(this.#entries.get(id)?.meeting ?? null);
  }

  async listMeetings(limit: number, scope?: string): Promise<readonly MeetingSummary[]> {
    const lastFirst = [...this.#entries.values()]
      .filter(({ meeting }) => scope === undefined || meeting.settings.scope === scope)
      .map(({ meeting: { id, title, startedAtMs, state } }) => ({ id, title, startedAtMs, state }))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    return lastFirst.slice(0, Math.max(0, limit));
  }

  async listScopes(): Promise<readonly string[]> {
    return [...new Set([...this.#entries.values()].map(({ meeting }) => meeting.settings.scope))].sort();
  }

  async listMeetingsOfSpeaker(scope: string, speaker: string): Promise<readonly string[]> {
    const hers = [...this.#entries.values()].filter(({ meeting: { settings, tracks }, captions }) => {
      const hasTrack = tracks.some((track) => track.speaker?.speaker === speaker);
      const hasCaption = [...captions.values()].some((caption) => caption.speaker === speaker);
      return settings.scope === scope && (hasTrack || hasCaption);
    });
    return hers.map(({ meeting }) => meeting.id).sort();
  }

  async attachTracks(id: string, tracks: readonly MeetingTrack[]): Promise<void> {
    const entry = this.#entry(id);
    if (entry.meeting.state !== 'recording') return;
    entry.meeting = { ...entry.meeting, state: 'transcribing', tracks: structuredClone([...tracks]) };
  }

  async setState(id: string, state: MeetingState, failure?: string): Promise<void> {
    const entry = this.#entry(id);
    entry.meeting = { ...entry.meeting, state, failure: failure ?? null };
  }

  async saveChunk(meetingId: string, chunk: ChunkResult): Promise<void> {
    const { chunks } = this.#entry(meetingId);
    this.#track(meetingId, chunk.trackId);
    const key = keyOf(chunk);
    if ((chunks.get(key)?.outcome ?? 'failed') === 'failed') chunks.set(key, structuredClone(chunk));
  }

  async listChunks(meetingId: string): Promise<readonly ChunkResult[]> {
    const { meeting, chunks } = this.#entry(meetingId);
    const position = ({ trackId }: ChunkResult) => meeting.tracks.findIndex(({ id }) => id === trackId);
    const inOrder = [...chunks.values()].sort((a, b) => position(a) - position(b) || a.startSample - b.startSample);
    return structuredClone(inOrder);
  }

  async saveCaption(meetingId: string, caption: Caption): Promise<void> {
    const { captions } = this.#entry(meetingId);
    if (!captions.get(caption.id)?.isFinal) captions.set(caption.id, structuredClone(caption));
  }

  async listCaptions(meetingId: string): Promise<readonly Caption[]> {
    return structuredClone([...this.#entry(meetingId).captions.values()]);
  }

  async removeCaptions(meetingId: string, captionIds: readonly string[]): Promise<void> {
    const { captions } = this.#entry(meetingId);
    for (const id of captionIds) captions.delete(id);
  }

  async finishTrack(meetingId: string, trackId: string, result: TrackResult): Promise<void> {
    const finished = { ...this.#track(meetingId, trackId), result: structuredClone(result) };
    const entry = this.#entry(meetingId);
    const tracks = entry.meeting.tracks.map((track) => (track.id === trackId ? finished : track));
    entry.meeting = { ...entry.meeting, tracks };
  }

  async saveResult(meetingId: string, result: MeetingResult): Promise<void> {
    const entry = this.#entry(meetingId);
    entry.result = structuredClone(result);
    entry.meeting = { ...entry.meeting, state: 'done', failure: null };
  }

  async findResult(meetingId: string): Promise<MeetingResult | null> {
    return structuredClone(this.#entry(meetingId).result);
  }

  async rewriteMeeting(meeting: Meeting, { chunks, captions, result }: MeetingRemains): Promise<void> {
    this.#entry(meeting.id);
    const left = structuredClone({ meeting, result });
    const entries = chunks.map((chunk) => [keyOf(chunk), structuredClone(chunk)] as const);
    this.#entries.set(meeting.id, {
      ...left,
      chunks: new Map(entries),
      captions: new Map(structuredClone(captions.map((caption) => [caption.id, caption]))),
    });
  }

  async deleteMeeting(id: string): Promise<boolean> {
    return this.#entries.delete(id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#entries.clear();
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new MomError('meeting_unknown', `There is no meeting "${id}".`);
    return entry;
  }

  #track(meetingId: string, trackId: string): MeetingTrack {
    const track = this.#entry(meetingId).meeting.tracks.find(({ id }) => id === trackId);
    if (!track) throw new MomError('store_failed', `meeting "${meetingId}" has no track "${trackId}"`);
    return track;
  }
}

const keyOf = ({ trackId, startSample }: ChunkResult): string => `${trackId} ${startSample}`;
