import * as voice from '@discordjs/voice';
import { MomError } from '../../../../../errors.ts';

/** What the tap needs of the library or can do better with. */
export interface LibraryFacts {
  readonly version: string;
  /** Later versions hand packets out with number and time (AudioPacket). The tap reads both off the wire itself and needs neither. */
  readonly hasAudioPackets: boolean;
  /** Handlers without which nothing can be recorded. */
  readonly missing: readonly string[];
  /** Handlers without which keys that change while a connection is resumed are missed. */
  readonly missingGuards: readonly string[];
}

/** Public methods that sockets are bound to. */
const NEEDED = ['onUdpMessage', 'onWsPacket'] as const;
/** Fields of the networking object that its WebSocket is bound to. */
const GUARDED = ['onWsPacket', 'onWsBinary'] as const;

/** Looks at the library as it is installed; `networking` is null before there is one. */
export function inspectLibrary(receiver: object, networking: object | null, library: object = voice): LibraryFacts {
  const lacks = (owner: object) => (name: string) => typeof Reflect.get(owner, name) !== 'function';
  return {
    version: String(Reflect.get(library, 'version')),
    hasAudioPackets: 'AudioPacket' in library,
    missing: NEEDED.filter(lacks(receiver)),
    missingGuards: networking ? GUARDED.filter(lacks(networking)) : [],
  };
}

/** Better no recording than one with holes that nobody knows of. @throws MomError voice_failed */
export function refuseUnknownLibrary({ version, missing }: LibraryFacts): void {
  if (missing.length > 0)
    throw new MomError(
      'voice_failed',
      `@discordjs/voice ${version} is not supported (no ${missing.join(', ')}); run \`npm install\` again`,
    );
}
