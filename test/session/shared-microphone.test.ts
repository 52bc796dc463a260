import { describe, expect, it } from 'vitest';
import { FakeSpeakerSegmenter } from '../doubles/fake-speaker-segmenter.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { mom, temporaryFolder } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';
import { GUILD, LiveRig, MAYA, TOM } from './a-live-meeting.ts';
import { aMeeting, heard, never, newFolder, open, talk } from './a-meeting.ts';

const MINUTES_MS = 240_000;
/** Two people, by loudness, take turns of eight seconds. */
const room = talk(
  MINUTES_MS,
  Array.from({ length: 24 }, (_, turn) => ({ startMs: turn * 10_000, ms: 8_000, level: turn % 2 === 0 ? 0.3 : 0.6 })),
);
const alone = talk(
  MINUTES_MS,
  Array.from({ length: 24 }, (_, turn) => ({ startMs: turn * 10_000 + 8_500, ms: 1_000, level: 0.8 })),
);

const warningsOf = (warnings: readonly { readonly code: string; readonly text: string }[]): readonly string[] =>
  warnings.filter(({ code }) => code === 'several_voices').map(({ text }) => text);

describe('minutes of a meeting with a shared microphone', () => {
  it('say on whose track several people were heard', async () => {
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: room, b: alone } });
    const segmenter = new FakeSpeakerSegmenter();
    const outcome = await service.run(meeting.id, open({ ...ports, segmenter }), never());
    expect(warningsOf(outcome.warnings)).toEqual([
      expect.stringMatching(/^Name of a: several people seem to share this microphone\./),
    ]);
    expect((await service.outcome(meeting.id)).warnings).toEqual(outcome.warnings); // it is stored with the meeting
  });

  it('are not held up by a model that fails: nobody asks it again', async () => {
    const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: room, b: room, c: room } });
    const segmenter = new FakeSpeakerSegmenter();
    segmenter.failsAfter = 0;
    await service.run(meeting.id, open({ ...ports, segmenter }), never());
    expect(segmenter.windows).toBeLessThanOrEqual(2); // two tracks are read at once
  });

  it('are the same where the voices can not be told apart, but for that', async () => {
    const outcomes = [];
    const broken = new FakeSpeakerSegmenter();
    broken.failsAfter = 0;
    for (const segmenter of [null, broken]) {
      const { meeting, service, ports } = await aMeeting({ folder: newFolder(), tracks: { a: room, b: alone } });
      const outcome = await service.run(meeting.id, open({ ...ports, ...(segmenter && { segmenter }) }), never());
      outcomes.push({ transcript: outcome.transcript, warnings: outcome.warnings });
    }
    expect(outcomes[0]?.transcript.utterances.length).toBeGreaterThan(20);
    expect(outcomes[0]?.warnings).toEqual([]);
    expect(outcomes[1]).toEqual(outcomes[0]);
  });
});

describe('a call with a shared microphone', () => {
  async function speakInTurns(rig: LiveRig, seconds: number): Promise<void> {
    for (let turn = 0; turn * 8 < seconds; turn += 1) {
      await rig.speak(MAYA, turn % 2 === 0 ? 0.3 : 0.6, 7_000);
      await rig.speak(TOM, 0.8, 1_000);
    }
  }

  it('says so once while it goes on, also after a restart, and in its minutes', async () => {
    const rig = new LiveRig();
    rig.segmenter = new FakeSpeakerSegmenter();
    rig.transcriber = new FakeTranscriber((request) => ok(heard(request)), { concurrency: 2 });
    rig.rewire({});
    const { meetingId } = await rig.begin();
    const told = () => rig.notices(meetingId).filter((key) => key.startsWith('voices-'));
    await speakInTurns(rig, 60);
    expect(told()).toEqual([]);
    await speakInTurns(rig, 100);
    await rig.until(() => told().length > 0, 60_000);
    rig.power.cut();
    await rig.restart();
    await rig.during(rig.director.recover());
    await speakInTurns(rig, 30);
    await rig.director.stop(GUILD);
    const { document } = await rig.minutes(meetingId);
    expect(told()).toEqual([`voices-${MAYA.userId}`]);
    expect(warningsOf(document.warnings)).toEqual([expect.stringMatching(/^Maya: several people/)]);
  });
});

describe.skipIf(!hasShared)('recordings of real voices', () => {
  it('are told apart: three people at one microphone, and one of them alone', async () => {
    using folder = temporaryFolder('shared-microphone');
    const convo = (name: string): string => shared('data', 'diar', 'convo', name);
    const words = ['minutes', '--tracks', '--model', shared('models', 'ggml-toy-en.bin'), '--language', 'en', '--json'];
    const files = [convo('convo-5spk.wav'), convo('convo-3spk.track-1998.opus')];
    const { code, stdout } = await mom([...words, ...files], { DATA_DIR: folder.path });
    expect(code).toBe(0);
    const { warnings, timings } = JSON.parse(stdout);
    expect(warningsOf(warnings)).toEqual([expect.stringMatching(/^convo-5spk.*: several people/)]);
    expect(timings.diarizeMs).toBeGreaterThan(0);
  });
});
