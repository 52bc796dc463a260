import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChunkResult } from '../../src/domain/chunk-result.ts';
import type { MeetingResult, MeetingStore } from '../../src/ports/meeting-store.ts';
import { aCaption, aChunk, aMeeting, aResult, inScope, someTracks } from './a-stored-meeting.ts';

/** What every MeetingStore does. `open` gives an empty one. */
export function meetingStoreContract(name: string, open: () => Promise<MeetingStore>): void {
  describe(`${name} as a MeetingStore`, () => {
    let store: MeetingStore;

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store[Symbol.asyncDispose]();
    });

    describe('meetings', () => {
      it('keeps the model of the final pass and the language of a second layer', async () => {
        const settings = { ...aMeeting().settings, finalModel: 'large-v3-turbo', translateTo: 'en' };
        await store.createMeeting({ ...aMeeting(), settings });
        expect((await store.findMeeting('m1'))?.settings).toEqual(settings);
      });

      it('gives back the meeting that was created', async () => {
        const meeting = aMeeting({ tracks: 12 });
        await store.createMeeting(meeting);
        expect(await store.findMeeting(meeting.id)).toEqual(meeting);
      });

      it('finds nothing where nothing is', async () => {
        expect(await store.findMeeting('m0')).toBeNull();
        expect(await store.listMeetings(10)).toEqual([]);
      });

      it('gives a meeting that is recorded its tracks, once', async () => {
        const { tracks } = aMeeting({ tracks: 2 });
        await store.createMeeting({ ...aMeeting({ tracks: 0 }), state: 'recording' });
        await store.attachTracks('m1', tracks);
        expect(await store.findMeeting('m1')).toMatchObject({ state: 'transcribing', tracks });
        await store.attachTracks('m1', tracks.slice(1));
        expect((await store.findMeeting('m1'))?.tracks).toEqual(tracks);
        await expect(store.attachTracks('m0', tracks)).rejects.toMatchObject({ code: 'meeting_unknown' });
      });

      it('keeps a meeting as it is when it is created again', async () => {
        await store.createMeeting(aMeeting());
        await store.setState('m1', 'failed', 'stt_failed');
        await store.createMeeting(aMeeting());
        expect(await store.findMeeting('m1')).toMatchObject({ state: 'failed', failure: 'stt_failed' });
      });

      it('lists the one begun last first, however old its recording is, and no more than asked', async () => {
        const meetings = { 'm20261123-090000-b': 3, 'm20261122-090000-z': 2, 'm20261123-090001-a': 1 };
        for (const [id, startedAtMs] of Object.entries(meetings))
          await store.createMeeting({ ...aMeeting(), id, startedAtMs });
        expect(await store.listMeetings(2)).toEqual([
          { id: 'm20261123-090001-a', title: 'Weekly', startedAtMs: 1, state: 'transcribing' },
          { id: 'm20261123-090000-b', title: 'Weekly', startedAtMs: 3, state: 'transcribing' },
        ]);
        expect(await store.listMeetings(0)).toEqual([]);
      });

      it('lists those of one scope, and the scopes', async () => {
        const scopes = { m1: 'g1', m2: 'g2', m3: 'g1' };
        expect(await store.listScopes()).toEqual([]);
        for (const [id, scope] of Object.entries(scopes)) await store.createMeeting(inScope(id, scope));
        const listed = await store.listMeetings(10, 'g1');
        expect(listed.map(({ id }) => id)).toEqual(['m3', 'm1']);
        expect(await store.listMeetings(1, 'g1')).toMatchObject([{ id: 'm3' }]);
        expect(await store.listMeetings(10, 'g3')).toEqual([]);
        expect(await store.listScopes()).toEqual(['g1', 'g2']);
      });

      it('finds the meetings in which somebody has a track', async () => {
        for (const id of ['m3', 'm1']) await store.createMeeting({ ...inScope(id, 'g1'), tracks: someTracks(3) });
        await store.createMeeting({ ...inScope('m2', 'g2'), tracks: someTracks(3) });
        await store.createMeeting({ ...inScope('m4', 'g1'), tracks: someTracks(2) });
        expect(await store.listMeetingsOfSpeaker('g1', '1002')).toEqual(['m1', 'm3']);
        expect(await store.listMeetingsOfSpeaker('g2', '1002')).toEqual(['m2']);
        await store.saveCaption('m4', aCaption({ speaker: '1005' }));
        expect(await store.listMeetingsOfSpeaker('g1', '1005')).toEqual(['m4']);
        expect(await store.listMeetingsOfSpeaker('g1', '9999')).toEqual([]);
      });

      it('moves the state and forgets an old failure', async () => {
        await store.createMeeting(aMeeting());
        await store.setState('m1', 'failed', 'stt_failed');
        await store.setState('m1', 'transcribed');
        expect(await store.findMeeting('m1')).toMatchObject({ state: 'transcribed', failure: null });
      });

      it('notes how a track ended', async () => {
        await store.createMeeting(aMeeting({ tracks: 2 }));
        const result = { durationMs: 61_000.5, speechMs: 42_000, warnings: [{ code: 'quiet', text: 'It is quiet.' }] };
        await store.finishTrack('m1', 't2', result);
        await store.finishTrack('m1', 't2', result);
        const found = await store.findMeeting('m1');
        expect(found?.tracks.map((track) => track.result)).toEqual([null, result]);
      });
    });

    describe('chunks', () => {
      it('gives them back by track, then by time', async () => {
        await store.createMeeting(aMeeting({ tracks: 11 }));
        const [late, second, early, other] = [aChunk('t2', 32_000), aChunk('t11', 0), aChunk('t2', 0), aChunk('t1', 9)];
        for (const chunk of [late, second, early, other]) await store.saveChunk('m1', chunk);
        expect(await store.listChunks('m1')).toEqual([other, early, late, second]);
      });

      it('lets a failure give way to a later result', async () => {
        await store.createMeeting(aMeeting());
        await store.saveChunk('m1', { ...aChunk('t1', 0), outcome: 'failed', reason: 'stt_crashed', segments: [] });
        await store.saveChunk('m1', aChunk('t1', 0, 'second'));
        expect(await store.listChunks('m1')).toEqual([aChunk('t1', 0, 'second')]);
      });

      it('keeps the first result of a place', async () => {
        await store.createMeeting(aMeeting());
        await store.saveChunk('m1', aChunk('t1', 0, 'first'));
        await store.saveChunk('m1', aChunk('t1', 0, 'second'));
        expect(await store.listChunks('m1')).toEqual([aChunk('t1', 0, 'first')]);
      });

      it('keeps what a chunk means in another language', async () => {
        await store.createMeeting(aMeeting());
        const { segments } = aChunk('t1', 0, 'in English');
        const translated = { ...aChunk('t1', 0), translation: { language: 'en', segments } };
        await store.saveChunk('m1', translated);
        expect(await store.listChunks('m1')).toEqual([translated]);
      });

      it('keeps a chunk without words', async () => {
        await store.createMeeting(aMeeting());
        const silent: ChunkResult = {
          ...aChunk('t1', 0),
          outcome: 'failed',
          reason: 'stt_timeout',
          segments: [],
        };
        await store.saveChunk('m1', silent);
        expect(await store.listChunks('m1')).toEqual([silent]);
      });

      it('refuses a track that the meeting does not have', async () => {
        await store.createMeeting(aMeeting());
        await expect(store.saveChunk('m1', aChunk('t9', 0))).rejects.toMatchObject({ code: 'store_failed' });
      });

      it('keeps the chunks of two meetings apart', async () => {
        await store.createMeeting(aMeeting());
        await store.createMeeting({ ...aMeeting(), id: 'm2' });
        await store.saveChunk('m2', aChunk('t1', 0));
        expect(await store.listChunks('m1')).toEqual([]);
      });
    });

    describe('captions', () => {
      it('takes captions away, and only those', async () => {
        await store.createMeeting(aMeeting());
        for (const id of ['s1', 's2', 's3']) await store.saveCaption('m1', aCaption({ id }));
        await store.removeCaptions('m1', ['s1', 's3', 's9']);
        await store.removeCaptions('m1', []);
        expect((await store.listCaptions('m1')).map(({ id }) => id)).toEqual(['s2']);
        await expect(store.removeCaptions('m0', ['s1'])).rejects.toMatchObject({ code: 'meeting_unknown' });
      });

      it('gives back the latest state of each, in the order in which they began', async () => {
        await store.createMeeting(aMeeting());
        for (const id of ['s2', 's10', 's1']) await store.saveCaption('m1', aCaption({ id, isFinal: false }));
        const grown = aCaption({ id: 's10', text: "it's 5 o'clock — ça va? 🙂", endMs: 2_000.5, language: null });
        await store.saveCaption('m1', grown);
        await store.saveCaption('m1', grown);
        expect(await store.listCaptions('m1')).toEqual([
          aCaption({ id: 's2', isFinal: false }),
          grown,
          aCaption({ id: 's1', isFinal: false }),
        ]);
      });

      it('keeps one that is final as it is', async () => {
        await store.createMeeting(aMeeting());
        await store.saveCaption('m1', aCaption());
        await store.saveCaption('m1', aCaption({ text: 'other', isFinal: false }));
        await store.saveCaption('m1', aCaption({ text: 'other' }));
        expect(await store.listCaptions('m1')).toEqual([aCaption()]);
      });

      it('takes one of a track that the meeting has not as a file yet, and keeps meetings apart', async () => {
        await store.createMeeting(aMeeting());
        await store.createMeeting({ ...aMeeting(), id: 'm2' });
        await store.saveCaption('m2', aCaption({ trackId: 't9' }));
        expect(await store.listCaptions('m1')).toEqual([]);
        expect(await store.listCaptions('m2')).toEqual([aCaption({ trackId: 't9' })]);
      });
    });

    describe('results', () => {
      it('keeps transcript and minutes and is done', async () => {
        await store.createMeeting(aMeeting());
        const result = aResult({ utterances: 1_203 });
        await store.saveResult('m1', result);
        expect(await store.findResult('m1')).toEqual(result);
        expect(await store.findMeeting('m1')).toMatchObject({ state: 'done', failure: null });
      });

      it('keeps the words of an utterance with their times, and its translation', async () => {
        await store.createMeeting(aMeeting());
        const { transcript, minutes } = aResult();
        const words = [
          { text: 'Ça', startMs: 0.5, endMs: 300, confidence: 0.25 },
          { text: 'va', startMs: 300, endMs: 500, confidence: 0.5, hasLoss: true as const },
        ];
        const utterances = transcript.utterances.map((utterance, index) =>
          index === 0 ? { ...utterance, words, translation: { language: 'en', text: 'That' } } : utterance,
        );
        await store.saveResult('m1', { transcript: { ...transcript, utterances }, minutes });
        expect((await store.findResult('m1'))?.transcript.utterances).toEqual(utterances);
      });

      it('keeps what was heard where agreed edits changed it, and which edits were taken back', async () => {
        await store.createMeeting(aMeeting());
        const { transcript, minutes } = aResult();
        const utterances = transcript.utterances.map((utterance, index) =>
          index === 0 ? { ...utterance, original: 'We chip on Friday.' } : utterance,
        );
        const edits = minutes.edits.map((edit) => ({ ...edit, isUndone: true as const }));
        const result = { transcript: { ...transcript, utterances }, minutes: { ...minutes, edits } };
        await store.saveResult('m1', result);
        expect(await store.findResult('m1')).toEqual(result);
      });

      it('stores a meeting together with its result, and is done', async () => {
        const result = aResult({ utterances: 1_203 });
        await store.createMeeting({ ...aMeeting({ tracks: 2 }), failure: 'stt_failed' }, result);
        const done = { ...aMeeting({ tracks: 2 }), state: 'done', failure: null };
        expect(await store.findMeeting('m1')).toEqual(done);
        expect(await store.findResult('m1')).toEqual(result);
        await store.createMeeting(aMeeting({ tracks: 2 }), result);
        expect([await store.findMeeting('m1'), await store.findResult('m1')]).toEqual([done, result]);
      });

      it('leaves a meeting that is there without a result when it is created again with one', async () => {
        await store.createMeeting(aMeeting());
        await store.createMeeting(aMeeting(), aResult());
        expect(await store.findMeeting('m1')).toEqual(aMeeting());
        expect(await store.findResult('m1')).toBeNull();
      });

      it('stores nothing of a meeting whose result can not be stored', async () => {
        const result = aResult();
        const noStoreTakes = { title: () => '', label: 1n };
        const broken = { ...result.minutes, ...noStoreTakes } as unknown as MeetingResult['minutes'];
        const creating = store.createMeeting(aMeeting(), { ...result, minutes: broken });
        await expect(creating).rejects.toThrow();
        expect(await store.findMeeting('m1')).toBeNull();
      });

      it('has none before', async () => {
        await store.createMeeting(aMeeting());
        expect(await store.findResult('m1')).toBeNull();
      });

      it('replaces it when it is saved again', async () => {
        await store.createMeeting(aMeeting());
        await store.saveResult('m1', aResult({ utterances: 4 }));
        await store.saveResult('m1', aResult({ utterances: 2 }));
        await store.saveResult('m1', aResult({ utterances: 2 }));
        expect(await store.findResult('m1')).toEqual(aResult({ utterances: 2 }));
      });
    });

    describe('rewriting', () => {
      it('keeps what is given and nothing else', async () => {
        const meeting = { ...aMeeting({ tracks: 3 }), state: 'done', failure: null } as const;
        await store.createMeeting(meeting, aResult({ utterances: 4 }));
        for (const track of ['t1', 't2', 't3']) await store.saveChunk('m1', aChunk(track, 0));
        const left = { ...meeting, tracks: meeting.tracks.filter(({ id }) => id !== 't2') };
        for (const id of ['s2', 's1', 's3']) await store.saveCaption('m1', aCaption({ id }));
        const captions = [aCaption({ id: 's2' }), aCaption({ id: 's1' })];
        const chunks = [aChunk('t1', 0), aChunk('t3', 0)];
        const remains = { chunks, captions, result: aResult({ utterances: 2 }) };
        for (let time = 1; time <= 2; time++) {
          await store.rewriteMeeting(left, remains);
          expect(await store.findMeeting('m1')).toEqual(left);
          expect(await store.listChunks('m1')).toEqual(chunks);
          expect(await store.listCaptions('m1')).toEqual(captions);
          expect(await store.findResult('m1')).toEqual(remains.result);
        }
      });

      it('leaves a meeting that has no result without one', async () => {
        await store.createMeeting(aMeeting());
        await store.saveResult('m1', aResult());
        await store.rewriteMeeting(
          { ...aMeeting(), state: 'failed', tracks: [] },
          { chunks: [], captions: [], result: null },
        );
        expect(await store.findResult('m1')).toBeNull();
        expect(await store.findMeeting('m1')).toMatchObject({ state: 'failed', tracks: [] });
      });
    });

    describe('deleting', () => {
      it('removes everything of the meeting and nothing else', async () => {
        for (const id of ['m1', 'm2']) {
          await store.createMeeting({ ...aMeeting(), id });
          await store.saveChunk(id, aChunk('t1', 0));
          await store.saveCaption(id, aCaption());
          await store.saveResult(id, aResult());
        }
        expect(await store.deleteMeeting('m1')).toBe(true);
        expect(await store.findMeeting('m1')).toBeNull();
        expect(await store.listChunks('m2')).toHaveLength(1);
        expect(await store.listCaptions('m2')).toHaveLength(1);
        expect(await store.findResult('m2')).toEqual(aResult());
      });

      it('starts from nothing when the id is used again', async () => {
        await store.createMeeting(aMeeting());
        await store.saveChunk('m1', aChunk('t1', 0));
        await store.saveCaption('m1', aCaption());
        await store.saveResult('m1', aResult());
        await store.deleteMeeting('m1');
        await store.createMeeting(aMeeting());
        expect(await store.listChunks('m1')).toEqual([]);
        expect(await store.listCaptions('m1')).toEqual([]);
        expect(await store.findResult('m1')).toBeNull();
      });

      it('tells when there was none', async () => {
        expect(await store.deleteMeeting('m1')).toBe(false);
      });
    });

    it.each<[string, (of: MeetingStore) => Promise<unknown>]>([
      ['setState', (of) => of.setState('m0', 'done')],
      ['saveChunk', (of) => of.saveChunk('m0', aChunk('t1', 0))],
      ['listChunks', (of) => of.listChunks('m0')],
      ['saveCaption', (of) => of.saveCaption('m0', aCaption())],
      ['listCaptions', (of) => of.listCaptions('m0')],
      ['finishTrack', (of) => of.finishTrack('m0', 't1', { durationMs: 1, speechMs: 1, warnings: [] })],
      ['saveResult', (of) => of.saveResult('m0', aResult())],
      ['findResult', (of) => of.findResult('m0')],
      [
        'rewriteMeeting',
        (of) => of.rewriteMeeting({ ...aMeeting(), id: 'm0' }, { chunks: [], captions: [], result: null }),
      ],
    ])('says that the meeting is unknown: %s', async (_, call) => {
      await expect(call(store)).rejects.toMatchObject({ code: 'meeting_unknown' });
    });

    it('is not changed through what it was given or gave', async () => {
      const meeting = aMeeting();
      await store.createMeeting(meeting);
      Object.assign(meeting.settings, { model: 'other' });
      Object.assign((await store.findMeeting('m1'))!.settings, { model: 'third' });
      expect((await store.findMeeting('m1'))?.settings.model).toBe('base');
    });
  });
}
