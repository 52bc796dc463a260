import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import { aCall, expectAll, ofType } from './rig.ts';

const hundred = (seed: number) => syntheticPackets(100, { seed });
const quickly = { packetMs: 2 };

describe.each(['required', 'off'] as const)('a call with end-to-end encryption %s', (dave) => {
  it.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const)(
    'is in the journal packet for packet, byte for byte (%s)',
    async (mode) => {
      await using call = await aCall({ discord: { dave, modes: [mode] }, names: ['Ann', 'Bob', 'Cid'] });
      await Promise.all(
        call.users.map((user, seed) => user.speak(hundred(seed), { ...quickly, endsWithSilence: true })),
      );
      const journal = await call.finish();
      expectAll(journal, call.users);
      expect(ofType(journal.events, 'gap')).toEqual([]);
      expect(ofType(journal.events, 'member-join').map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Cid']);
      expect(ofType(journal.events, 'end')).toMatchObject([{ reason: 'test' }]);
      expect(call.discord.violations).toEqual([]);
    },
  );
});
