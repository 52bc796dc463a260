import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionsLength, renderCaptions } from '../../../src/platforms/discord/render/captions.ts';
import { CaptionGroups } from '../../../src/platforms/discord/thread/caption-groups.ts';
import { aCaption } from '../../protocol/discord-server/rig.ts';

const spoken = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 15 }).map(String),
    speaker: fc.constantFrom('1', '2'),
    text: fc.string({ maxLength: 700, unit: fc.constantFrom('a', '*', '@e', ' ') }),
    isFinal: fc.boolean(),
  }),
  { maxLength: 60 },
);

describe('captions in turns', () => {
  it('are each in one message only, of one speaker, that Discord takes', () => {
    fc.assert(
      fc.property(spoken, (all) => {
        const groups = new CaptionGroups();
        const speakerOf = new Map<string, string>();
        for (const { id, ...rest } of all) {
          const speaker = speakerOf.get(id) ?? rest.speaker;
          speakerOf.set(id, speaker);
          groups.take(aCaption({ ...rest, id, speaker }));
        }
        const shown = groups.all.flatMap(({ captions }) => captions.map(({ id }) => id));
        expect(shown.toSorted()).toEqual([...speakerOf.keys()].toSorted());
        for (const { speaker, captions } of groups.all) {
          expect(captions.every((caption) => caption.speaker === speaker)).toBe(true);
          expect(captions.length === 1 || captionsLength(captions) <= 2_000).toBe(true);
          expect(renderCaptions(captions).length).toBeLessThanOrEqual(2_000);
        }
      }),
    );
  });

  it('that grow too long for their message go on in the next', () => {
    const groups = new CaptionGroups();
    groups.take(aCaption({ id: 'a', text: 'x'.repeat(1_700) }));
    groups.take(aCaption({ id: 'b', text: 'y'.repeat(100), isFinal: false }));
    const changed = groups.take(aCaption({ id: 'b', text: 'y'.repeat(900) }));
    expect(changed.map(({ captions }) => captions.map(({ id }) => id))).toEqual([['a'], ['b']]);
    expect(groups.take(aCaption({ id: 'c', text: 'z' })).map(({ key }) => key)).toEqual(['captions:b']);
  });
});
