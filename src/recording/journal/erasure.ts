export type { Erasure } from '../../domain/erasure.ts';
