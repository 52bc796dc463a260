import { MomError } from '../../src/errors.ts';
import type { DownloadProgress, ModelEntry, ModelFile, ModelLibrary } from '../../src/ports/model-library.ts';

type ObtainOptions = Parameters<ModelLibrary['obtain']>[1] & object;

/** What the double has been told about one model. */
export type FakeModel =
  | { readonly state: 'here'; readonly file: ModelFile }
  | { readonly state: 'downloadable'; readonly file: ModelFile }
  | { readonly state: 'offline' }
  | { readonly state: 'damaged'; readonly path: string };

/** A model library that knows what it is told and remembers what it was asked. */
export class FakeModelLibrary implements ModelLibrary {
  readonly calls: string[] = [];
  readonly entries: readonly ModelEntry[];
  readonly #models: Map<string, FakeModel>;

  constructor(models: Readonly<Record<string, FakeModel>> = {}, entries: readonly ModelEntry[] = []) {
    this.#models = new Map(Object.entries(models));
    this.entries = entries;
  }

  async find(nameOrPath: string): Promise<ModelFile | null> {
    this.calls.push(`find ${nameOrPath}`);
    const model = this.#model(nameOrPath);
    if (model?.state === 'damaged')
      throw new MomError('model_damaged', `The model file ${model.path} is damaged. Delete it and pull it again.`, {
        file: model.path,
      });
    return model?.state === 'here' ? model.file : null;
  }

  async obtain(nameOrPath: string, { onProgress, signal }: ObtainOptions = {}): Promise<ModelFile> {
    this.calls.push(`obtain ${nameOrPath}`);
    signal?.throwIfAborted();
    const found = await this.find(nameOrPath);
    if (found) return found;
    const model = this.#model(nameOrPath);
    if (model?.state !== 'downloadable') throw this.#refusal(nameOrPath);
    this.#models.set(nameOrPath, { state: 'here', file: model.file });
    return download(model.file, onProgress);
  }

  #model(nameOrPath: string): FakeModel | undefined {
    const known = this.#models.get(nameOrPath);
    if (known) return known;
    return [...this.#models.values()].find((model) => model.state === 'here' && model.file.path === nameOrPath);
  }

  #refusal(nameOrPath: string): MomError {
    const entry = this.entries.find(({ name }) => name === nameOrPath);
    if (entry)
      return new MomError(
        'model_missing',
        `Get ${entry.url} and put it as ${entry.file} into /fake/cache: no network.`,
      );
    if (nameOrPath.includes('/')) return new MomError('model_missing', `There is no model file ${nameOrPath}.`);
    const close = this.entries.map(({ name }) => name).filter((name) => name[0] === nameOrPath[0]);
    return new MomError('model_unknown', `There is no model "${nameOrPath}". Did you mean ${close.join(', ')}?`);
  }
}

function download(file: ModelFile, onProgress?: (progress: DownloadProgress) => void): ModelFile {
  for (const receivedBytes of [0, Math.floor(file.bytes / 2), file.bytes])
    onProgress?.({ name: file.name, receivedBytes, totalBytes: file.bytes });
  return file;
}
