import type { ModelLibrary } from '../../ports/model-library.ts';
import { LocalModelLibrary, type ModelLibraryOptions } from './local-model-library.ts';

export type { ModelLibraryOptions } from './local-model-library.ts';

/** The models of this machine: found in the folders, else downloaded into the cache. */
export const createModelLibrary = (options: ModelLibraryOptions): ModelLibrary => new LocalModelLibrary(options);
