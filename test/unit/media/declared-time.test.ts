import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredTime } from '../../../src/providers/media/declared-time.ts';

const HOUR_S = 3_600;
const late = { startS: 60, ownS: 71, wholeS: 71 };

describe('declaredTime', () => {
  it.each([
    ['ogg', 'opus', 11],
    ['matroska,webm', 'opus', 11],
    ['asf', 'wmav2', 11],
    ['ogg', 'vorbis', 71],
    ['mov,mp4,m4a,3gp,3g2,mj2', 'aac', 71],
  ])('%s with %s that declares 71 s and starts after 60 s lasts %i s', (demuxer, codec, lengthS) => {
    const time = declaredTime({ demuxer, codec, ...late }, HOUR_S);
    expect(time).toEqual({ leadS: 60, ownS: lengthS, wholeS: lengthS });
    expect(declaredTime({ demuxer, codec, ...late }, 0)).toEqual({ ...time, leadS: 0 });
  });

  it.each(['mpegts', 'mpeg', 'mp3'])('takes no late start from %s', (demuxer) => {
    expect(declaredTime({ demuxer, codec: 'mp2', ...late }, HOUR_S).leadS).toBe(0);
  });

  it('believes no length that ends before it begins', () => {
    const time = declaredTime({ demuxer: 'ogg', codec: 'opus', startS: 60, ownS: 11, wholeS: null }, HOUR_S);
    expect(time).toMatchObject({ ownS: null, wholeS: null });
  });

  it('never gives more silence than it may, nor a length below zero', () => {
    const second = fc.option(fc.double({ min: -1e10, max: 1e10, noNaN: true }));
    const seconds = fc.record({
      startS: second,
      ownS: second.map((value) => value && Math.abs(value)),
      wholeS: second,
    });
    const demuxer = fc.constantFrom('ogg', 'matroska,webm', 'mpegts', 'wav');
    fc.assert(
      fc.property(seconds, demuxer, fc.double({ min: 0, max: 1e6, noNaN: true }), (claims, name, maxLeadS) => {
        const time = declaredTime({ demuxer: name, codec: 'opus', ...claims }, maxLeadS);
        expect(time.leadS).toBeGreaterThanOrEqual(0);
        expect(time.leadS).toBeLessThanOrEqual(maxLeadS);
        expect(time.ownS ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
