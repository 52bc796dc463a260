import { beforeEach, describe, expect, it } from 'vitest';
import { type GlossaryStore, MAX_GLOSSARY_ENTRIES } from '../../src/ports/glossary-store.ts';

/** What every GlossaryStore does. `open` gives an empty one. */
export function glossaryStoreContract(name: string, open: () => Promise<GlossaryStore>): void {
  describe(`${name} as a GlossaryStore`, () => {
    let store: GlossaryStore;

    beforeEach(async () => {
      store = await open();
    });

    it('is empty at first', async () => {
      expect(await store.terms('g1')).toEqual([]);
      expect(await store.corrections('g1')).toEqual([]);
      expect(await store.removeTerm('g1', 'Kubernetes')).toBe(false);
      expect(await store.removeCorrection('g1', 'kube')).toBe(false);
    });

    it('gives the terms added last first; adding one again moves it to the front', async () => {
      await store.addTerms('g1', ['Kubernetes', 'Łódź']);
      await store.addTerms('g1', ['Priya']);
      expect(await store.terms('g1')).toEqual(['Priya', 'Łódź', 'Kubernetes']);
      await store.addTerms('g1', ['Kubernetes']);
      expect(await store.terms('g1')).toEqual(['Kubernetes', 'Priya', 'Łódź']);
    });

    it('takes spellings that differ in case only for the same, and keeps the last', async () => {
      await store.addTerms('g1', ['łódź', 'Łódź']);
      expect(await store.terms('g1')).toEqual(['Łódź']);
      await store.addCorrection('g1', { from: 'Łódz', to: 'Łódź' });
      await store.addCorrection('g1', { from: 'łódz', to: 'Łódź Fabryczna' });
      expect(await store.corrections('g1')).toEqual([{ from: 'łódz', to: 'Łódź Fabryczna' }]);
      expect(await store.removeTerm('g1', 'łódź')).toBe(true);
      expect(await store.terms('g1')).toEqual(['Łódź Fabryczna']);
    });

    it('keeps the newest terms and corrections when there are too many', async () => {
      const names = Array.from({ length: MAX_GLOSSARY_ENTRIES + 3 }, (_, index) => `term ${index}`);
      await store.addTerms('g1', names);
      const terms = await store.terms('g1');
      expect([terms.length, terms[0], terms.at(-1)]).toEqual([MAX_GLOSSARY_ENTRIES, names.at(-1), 'term 3']);
      for (const name of names) await store.addCorrection('g1', { from: name, to: 'Term' });
      const corrections = await store.corrections('g1');
      expect([corrections.length, corrections.at(-1)]).toEqual([MAX_GLOSSARY_ENTRIES, { from: 'term 3', to: 'Term' }]);
    });

    it('remembers corrections, the last first, and takes what is right for a term', async () => {
      await store.addCorrection('g1', { from: 'cube', to: 'Kube' });
      await store.addCorrection('g1', { from: 'pria', to: 'Priya' });
      expect(await store.corrections('g1')).toEqual([
        { from: 'pria', to: 'Priya' },
        { from: 'cube', to: 'Kube' },
      ]);
      expect(await store.terms('g1')).toEqual(['Priya', 'Kube']);
    });

    it('lets a second correction of the same word take the place of the first', async () => {
      await store.addCorrection('g1', { from: 'cube', to: 'Kube' });
      await store.addCorrection('g1', { from: 'pria', to: 'Priya' });
      await store.addCorrection('g1', { from: 'cube', to: 'QB' });
      expect(await store.corrections('g1')).toEqual([
        { from: 'cube', to: 'QB' },
        { from: 'pria', to: 'Priya' },
      ]);
    });

    it('forgets a correction; the term stays', async () => {
      await store.addCorrection('g1', { from: 'cube', to: 'Kube' });
      expect(await store.removeCorrection('g1', 'Cube')).toBe(true);
      expect(await store.corrections('g1')).toEqual([]);
      expect(await store.terms('g1')).toEqual(['Kube']);
    });

    it('keeps scopes apart', async () => {
      await store.addTerms('g1', ['Kube']);
      await store.addCorrection('g2', { from: 'pria', to: 'Priya' });
      expect(await store.terms('g2')).toEqual(['Priya']);
      expect(await store.corrections('g1')).toEqual([]);
      expect(await store.removeTerm('g2', 'Kube')).toBe(false);
    });
  });
}
