import { extname } from 'node:path';

/** One kind of file: FFmpeg's demuxer, what people call it, the endings its files have. */
interface Container {
  readonly demuxer: string;
  readonly name: string;
  readonly endings: readonly string[];
}

/**
 * Containers that hold sound and nothing but themselves. Playlists and scripts (HLS, DASH, concat, IMF) are left out on purpose:
 * they make FFmpeg open other files and connect to hosts.
 */
const containers: readonly Container[] = [
  { demuxer: 'wav', name: 'WAV', endings: ['wav', 'wave', 'bwf', 'rf64'] },
  { demuxer: 'w64', name: 'Wave64', endings: ['w64', 'wav'] },
  { demuxer: 'aiff', name: 'AIFF', endings: ['aiff', 'aif', 'aifc'] },
  { demuxer: 'mp3', name: 'MP3', endings: ['mp3', 'mp2', 'mpga', 'mpeg'] },
  { demuxer: 'aac', name: 'AAC', endings: ['aac', 'adts'] },
  { demuxer: 'flac', name: 'FLAC', endings: ['flac'] },
  { demuxer: 'ogg', name: 'Ogg', endings: ['ogg', 'oga', 'ogv', 'ogx', 'opus', 'spx'] },
  {
    demuxer: 'mov',
    name: 'MP4',
    endings: ['mp4', 'm4a', 'm4b', 'm4v', 'mov', 'qt', '3gp', '3g2', 'mj2', 'f4v', 'aac'],
  },
  { demuxer: 'matroska', name: 'Matroska/WebM', endings: ['mkv', 'mka', 'webm', 'weba'] },
  { demuxer: 'asf', name: 'Windows Media', endings: ['wma', 'wmv', 'asf'] },
  { demuxer: 'avi', name: 'AVI', endings: ['avi'] },
  { demuxer: 'mpeg', name: 'MPEG', endings: ['mpg', 'mpeg', 'vob', 'm2p'] },
  { demuxer: 'mpegts', name: 'MPEG transport stream', endings: ['ts', 'm2ts', 'mts', 'm2t'] },
  { demuxer: 'flv', name: 'Flash video', endings: ['flv', 'f4v'] },
  { demuxer: 'amr', name: 'AMR', endings: ['amr', 'awb', '3ga'] },
  { demuxer: 'au', name: 'AU', endings: ['au', 'snd'] },
  { demuxer: 'caf', name: 'CAF', endings: ['caf'] },
  { demuxer: 'ac3', name: 'AC-3', endings: ['ac3'] },
  { demuxer: 'eac3', name: 'E-AC-3', endings: ['eac3', 'ec3'] },
  { demuxer: 'ape', name: "Monkey's Audio", endings: ['ape'] },
  { demuxer: 'wv', name: 'WavPack', endings: ['wv'] },
  { demuxer: 'tta', name: 'True Audio', endings: ['tta'] },
  { demuxer: 'gsm', name: 'GSM', endings: ['gsm'] },
];

/** FFmpeg's `format_whitelist`. */
export const demuxerNames: readonly string[] = containers.map(({ demuxer }) => demuxer);

/**
 * FFmpeg's `codec_whitelist`: what speech is recorded with. No picture decoder is on it, so a video or a cover picture is never
 * decoded, only skipped.
 */
export const audioDecoderNames: readonly string[] = [
  ...['mp3', 'mp3float', 'mp2', 'mp2float', 'mp1', 'mp1float', 'aac', 'aac_latm', 'alac', 'flac', 'opus', 'vorbis'],
  ...['wmav1', 'wmav2', 'wmapro', 'wmalossless', 'wmavoice', 'ac3', 'eac3', 'ape', 'wavpack', 'tta', 'speex'],
  ...['gsm', 'gsm_ms', 'amrnb', 'amrwb', 'g722', 'g726', 'g726le', 'ilbc', 'truespeech', 'nellymoser', 'qcelp'],
  ...['pcm_alaw', 'pcm_mulaw', 'pcm_s8', 'pcm_s8_planar', 'pcm_u8', 'pcm_s16le', 'pcm_s16be', 'pcm_s16le_planar'],
  ...['pcm_s16be_planar', 'pcm_u16le', 'pcm_u16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s24le_planar', 'pcm_u24le'],
  ...['pcm_u24be', 'pcm_s32le', 'pcm_s32be', 'pcm_s32le_planar', 'pcm_u32le', 'pcm_u32be', 'pcm_s64le', 'pcm_s64be'],
  ...['pcm_f16le', 'pcm_f24le', 'pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be', 'pcm_bluray', 'pcm_dvd'],
  ...['adpcm_ima_wav', 'adpcm_ima_qt', 'adpcm_ms', 'adpcm_yamaha', 'adpcm_swf'],
];

/** The name people know for what FFmpeg calls "mov,mp4,m4a,3gp,3g2,mj2". */
export function containerName(ffmpegName: string): string {
  return containerOf(ffmpegName)?.name ?? ffmpegName;
}

/** The file's ending when it belongs to another container than the one inside; null when name and content agree or nothing is known. */
export function wrongEnding(path: string, ffmpegName: string): string | null {
  const ending = extname(path).slice(1).toLowerCase();
  const isKnown = containers.some(({ endings }) => endings.includes(ending));
  if (!isKnown || (containerOf(ffmpegName)?.endings.includes(ending) ?? true)) return null;
  return ending;
}

function containerOf(ffmpegName: string): Container | undefined {
  const names = ffmpegName.split(',');
  return containers.find(({ demuxer }) => names.includes(demuxer));
}
