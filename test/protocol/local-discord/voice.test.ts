import { describe, expect, it } from 'vitest';
import { syntheticPackets } from '../../doubles/discord/voice/synthetic-opus.ts';
import type { EncryptionMode } from '../../doubles/discord/voice/transport-cipher.ts';
import { aClient, aConnection, everybodyIsKnown, received } from './rig.ts';

const AES = 'aead_aes256_gcm_rtpsize';
const XCHACHA = 'aead_xchacha20_poly1305_rtpsize';

describe('three users heard through the unmodified library', () => {
  it.each<{ mode: EncryptionMode; dave: 'required' | 'off' }>([
    { mode: AES, dave: 'off' },
    { mode: XCHACHA, dave: 'off' },
    { mode: AES, dave: 'required' },
    { mode: XCHACHA, dave: 'required' },
  ])('gives back 300 of 300 packets byte by byte ($mode, DAVE $dave)', async ({ mode, dave }) => {
    await using session = await aClient({ modes: [mode], dave });
    const { discord, client } = session;
    const channel = discord.guild().channel('Meeting');
    const users = ['Ann', 'Bob', 'Cid'].map((name) => discord.user(name));
    for (const user of users) user.join(channel);
    using connection = await aConnection(client, channel);
    await everybodyIsKnown(discord, connection, channel);
    const heard = users.map((user) => received(connection, user));
    await Promise.all(users.map((user, index) => user.speak(syntheticPackets(100, { seed: index }), { packetMs: 2 })));
    await expect.poll(() => heard.map(({ length }) => length)).toEqual([100, 100, 100]);
    users.forEach((user, index) => {
      expect(heard[index]).toEqual([...user.sent].map(({ opus }) => opus));
    });
    expect(discord.violations).toEqual([]);
  });
});
