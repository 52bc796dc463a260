// Uses every package of production in the tree it lies in: what `mom doctor` and a demo do not reach, above all Discord's voice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './runtime.mjs';

/** What has no front door: files only, and a package that wants its parts imported. */
const doors = { 'dejavu-fonts-ttf': null, '@noble/ciphers': '@noble/ciphers/chacha.js' };

const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
for (const name of Object.keys(dependencies)) {
  const door = name in doors ? doors[name] : name;
  if (door) await import(door);
}

// A packet there and back.
const { Encoder, Decoder } = await import('@evan/opus');
const packet = new Encoder({ channels: 2, sample_rate: 48_000 }).encode(new Uint8Array(960 * 2 * 2));
assert.equal(new Decoder({ channels: 2, sample_rate: 48_000 }).decode(packet).length, 960 * 2 * 2);

// A key package is what the first message of an encrypted call carries.
const { DAVESession, DAVE_PROTOCOL_VERSION } = await import('@snazzah/davey');
const session = new DAVESession(DAVE_PROTOCOL_VERSION, '100', '200');
assert.ok(session.getSerializedKeyPackage().length > 100);

await import('../src/platforms/discord/voice/worker/index.ts');
console.log('image: every package loads; Opus and DAVE work');
