import { type JournalIdentity, newFileHeader } from './file-header.ts';
import { closeFrame, FRAME_HEAD_BYTES, FRAME_KINDS } from './frame.ts';
import type { AppendFile, JournalDisk } from './journal-disk.ts';
import type { FileSeal } from './seal.ts';

/** One file that is being written. Throws what the disk throws. */
export class JournalFileWriter {
  readonly #file: AppendFile;
  readonly #seal: FileSeal | null;
  #bytes: number;

  private constructor(file: AppendFile, seal: FileSeal | null, bytes: number) {
    this.#file = file;
    this.#seal = seal;
    this.#bytes = bytes;
  }

  /** With its header on the disk. What can't be begun leaves no file behind. */
  static async create(
    path: string,
    disk: JournalDisk,
    identity: JournalIdentity,
    key: Uint8Array | null,
  ): Promise<JournalFileWriter> {
    const header = newFileHeader(identity, key);
    const file = await disk.create(path);
    try {
      await file.append(header.bytes);
      await file.sync();
      return new JournalFileWriter(file, header.seal, header.bytes.length);
    } catch (error: unknown) {
      await Promise.allSettled([file.close(), disk.remove(path)]);
      throw error;
    }
  }

  /** Good bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whole frames; gives how many bytes they became. */
  async append(frames: Buffer): Promise<number> {
    const bytes = this.#seal ? sealed(this.#seal, frames) : frames;
    await this.#file.append(bytes);
    this.#bytes += bytes.length;
    return bytes.length;
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Leaves the good part behind. What could not be cut off is read as a torn tail. */
  async abandon(): Promise<void> {
    await this.#file.cut(this.#bytes).catch(toNothing);
    await this.#file.close().catch(toNothing);
  }
}

function sealed(seal: FileSeal, frames: Buffer): Buffer {
  const payload = seal.seal(frames);
  const frame = Buffer.allocUnsafe(FRAME_HEAD_BYTES + payload.length);
  frame.set(payload, FRAME_HEAD_BYTES);
  closeFrame(frame, 0, FRAME_KINDS.sealed, payload.length);
  return frame;
}

/** The failure that led here was told already. */
function toNothing(): undefined {
  return undefined;
}
