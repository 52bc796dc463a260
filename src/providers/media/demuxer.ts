import { setImmediate as nextTurn } from 'node:timers/promises';
import { AV_LOG_QUIET, AV_LOG_WARNING, AV_NOPTS_VALUE, AVDISCARD_ALL, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FormatContext, Log, type Stream } from 'node-av/lib';
import { MomError } from '../../errors.ts';
import type { RecordingFormat } from '../../ports/recording-decoder.ts';
import { audioDecoderNames, containerName, demuxerNames } from './containers.ts';
import { declaredTime, type TimeClaims } from './declared-time.ts';
import { openPatched } from './patched-input.ts';
import type { Patch } from './repair.ts';

/** A recording that is open for decoding. Nothing closes it: it lives as long as its process. */
export interface OpenRecording {
  readonly input: FormatContext;
  readonly decoder: CodecContext;
  readonly stream: Stream;
  readonly format: RecordingFormat;
  /** As FFmpeg calls the container. */
  readonly demuxer: string;
  /** Length of the sound from `startS` on as declared for itself, not for a picture beside it. */
  readonly soundS: number | null;
  /** Time stamp of the beginning. */
  readonly startS: number | null;
  /** Silence that belongs before `startS`. */
  readonly leadS: number;
  readonly soundStreamCount: number;
  /** Reading needs the event loop, see openPatched. */
  readonly isPatched: boolean;
}

const MICROSECONDS = 1e6;
/** Hostile files declare thousands; no recorder does. */
const MAX_STREAMS = 64;
/** FFmpeg says this when it made a length up from the size of the file. */
const GUESSED_LENGTH = 'Estimating duration from bitrate';

/**
 * Opens this one file and nothing else: only the file protocol, only containers of `containers.ts`, only sound decoders.
 * A start up to `maxLeadS` is silence; a later one is no time of a meeting.
 *
 * @throws MomError recording_not_audio, recording_no_audio
 */
export async function openRecording(path: string, patches: readonly Patch[], maxLeadS: number): Promise<OpenRecording> {
  let isGuessed = false;
  // Nothing is kept: about a hostile file FFmpeg says the same thing millions of times.
  const hear = (_level: number, text: string): void => {
    isGuessed ||= text.includes(GUESSED_LENGTH);
  };
  Log.setCallback(hear, { maxLevel: AV_LOG_WARNING });
  const input = await openInput(path, patches);
  const stream = chooseStream(input);
  const { decoder, codec } = openDecoder(stream);
  // FFmpeg's notes arrive over the event loop.
  await nextTurn();
  Log.setCallback(null);
  Log.setLevel(AV_LOG_QUIET);
  const claims = timeClaims(input, stream, codec, isGuessed);
  const { leadS, ownS, wholeS } = declaredTime(claims, maxLeadS);
  return {
    input,
    decoder,
    stream,
    demuxer: claims.demuxer,
    format: {
      container: containerName(claims.demuxer),
      codec,
      sampleRateHz: stream.codecpar.sampleRate,
      channels: stream.codecpar.channels,
      declaredDurationMs: toMs(ownS ?? wholeS, leadS),
    },
    soundS: ownS ?? (input.nbStreams === 1 ? wholeS : null),
    startS: claims.startS,
    leadS,
    soundStreamCount: soundStreams(input).length,
    isPatched: patches.length > 0,
  };
}

async function openInput(path: string, patches: readonly Patch[]): Promise<FormatContext> {
  const input = new FormatContext();
  const options = Dictionary.fromObject({
    protocol_whitelist: 'file',
    format_whitelist: demuxerNames.join(','),
    codec_whitelist: audioDecoderNames.join(','),
    max_streams: String(MAX_STREAMS),
  });
  if (patches.length > 0) {
    input.allocContext();
    input.pb = openPatched(path, patches);
  }
  // The prefix keeps FFmpeg from reading a protocol into a name like "concat:a.mp3".
  if ((await input.openInput(`file:${path}`, null, options)) < 0)
    throw new MomError('recording_not_audio', 'no known container was found in it');
  for (const stream of input.streams)
    if (stream.codecpar.codecType !== AVMEDIA_TYPE_AUDIO) stream.discard = AVDISCARD_ALL;
  if ((await input.findStreamInfo()) < 0) throw new MomError('recording_not_audio', 'its streams make no sense');
  return input;
}

function chooseStream(input: FormatContext): Stream {
  if (soundStreams(input).length === 0) throw new MomError('recording_no_audio', 'it has no sound stream');
  const best = input.streams[input.findBestStream(AVMEDIA_TYPE_AUDIO)];
  if (!best) throw new MomError('recording_not_audio', 'its sound stream tells neither rate nor channels');
  for (const stream of input.streams) if (stream.index !== best.index) stream.discard = AVDISCARD_ALL;
  return best;
}

function openDecoder(stream: Stream): { readonly decoder: CodecContext; readonly codec: string } {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec?.name || !audioDecoderNames.includes(codec.name))
    throw new MomError('recording_not_audio', `its sound is coded as ${codec?.name ?? 'something unknown'}`);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  stream.codecpar.toContext(decoder);
  decoder.pktTimebase = stream.timeBase;
  decoder.threadCount = 1;
  if (decoder.open2Sync(codec) < 0) throw new MomError('recording_not_audio', `its ${codec.name} header is damaged`);
  return { decoder, codec: codec.name.replace(/float$/, '') };
}

function timeClaims(input: FormatContext, stream: Stream, codec: string, isGuessed: boolean): TimeClaims {
  return {
    demuxer: input.iformat?.name ?? '',
    codec,
    startS: secondsOf(input.startTime, 1 / MICROSECONDS),
    ownS: isGuessed ? null : secondsOf(stream.duration, stream.timeBase.toDouble()),
    wholeS: isGuessed ? null : secondsOf(input.duration, 1 / MICROSECONDS),
  };
}

const soundStreams = (input: FormatContext): readonly Stream[] =>
  input.streams.filter((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO);

function secondsOf(ticks: bigint, tickS: number): number | null {
  return ticks === AV_NOPTS_VALUE ? null : Number(ticks) * tickS;
}

const toMs = (soundS: number | null, leadS: number): number | null =>
  soundS !== null && soundS > 0 ? Math.floor((leadS + soundS) * 1000) : null;
