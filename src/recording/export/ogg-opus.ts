import type { PlacedPacket } from '../timeline/placed-packet.ts';
import { lacingOf, OGG_FIRST_PAGE, OGG_LAST_PAGE, type OggPage, oggPage } from './ogg-page.ts';
import { type OpusPacket, silencePackets } from './silence-packets.ts';

/** Of one page, about a second: what a damaged byte costs. */
const PACKETS_PER_PAGE = 50;
const MAX_SEGMENTS = 255;
const VENDOR = 'AI MOM';

/**
 * One member's packets as an Ogg Opus file (RFC 7845), as they came: nothing is encoded again. It begins at the meeting's zero, so the
 * files of all members lie on each other. Silence packets stand where nothing was said or something is lost.
 */
export async function* oggOpus(
  placed: AsyncIterable<PlacedPacket>,
  tags: Readonly<Record<string, string>>,
): AsyncGenerator<Buffer> {
  const pages = new PageWriter();
  yield pages.single([opusHead()], OGG_FIRST_PAGE);
  yield pages.single([opusTags(tags)], 0);
  for await (const packet of placed)
    for (const part of pages.fill(packet)) {
      const page = pages.add(part);
      if (page) yield page;
    }
  yield pages.end();
}

class PageWriter {
  readonly #serial = Math.trunc(Math.random() * 2 ** 32);
  #number = 0;
  #granule = 0;
  #packets: Uint8Array[] = [];
  #segments = 0;

  single(packets: readonly Uint8Array[], flags: number): Buffer {
    return this.#page({ packets, flags, granule: 0 });
  }

  /** The packet behind the silence that leads to it; nothing when its place is taken (a sender's clock was put right). */
  *fill({ startTick, ticks, opus }: PlacedPacket): Generator<OpusPacket> {
    if (startTick + ticks / 2 < this.#granule) return;
    yield* silencePackets(startTick - this.#granule);
    if (opus.length > 0) yield { opus, ticks };
  }

  /** A page when one is full. */
  add({ opus, ticks }: OpusPacket): Buffer | null {
    const isFull = this.#packets.length === PACKETS_PER_PAGE || this.#segments + lacingOf(opus) > MAX_SEGMENTS;
    const page = isFull ? this.#flush(0) : null;
    this.#packets.push(opus);
    this.#segments += lacingOf(opus);
    this.#granule += ticks;
    return page;
  }

  end(): Buffer {
    return this.#flush(OGG_LAST_PAGE);
  }

  #flush(flags: number): Buffer {
    const page = this.#page({ packets: this.#packets, flags, granule: this.#granule });
    this.#packets = [];
    this.#segments = 0;
    return page;
  }

  #page(page: Pick<OggPage, 'packets' | 'flags' | 'granule'>): Buffer {
    const bytes = oggPage({ ...page, serial: this.#serial, number: this.#number });
    this.#number += 1;
    return bytes;
  }
}

/** RFC 7845 §5.1. Two channels hold what clients send, be it one or two. The call has no beginning to skip. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

/** RFC 7845 §5.2. */
function opusTags(tags: Readonly<Record<string, string>>): Buffer {
  const comments = Object.entries(tags).map(([name, value]) => lengthAndText(`${name}=${value}`));
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.length);
  return Buffer.concat([Buffer.from('OpusTags', 'latin1'), lengthAndText(VENDOR), count, ...comments]);
}

function lengthAndText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}
