import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { type CertificateAuthority, createAuthority } from './certificates.ts';

export interface TestCa extends CertificateAuthority {
  /** The authority's certificate as a file: for `NODE_EXTRA_CA_CERTS` of child processes. Gone when the process ends. */
  readonly caPath: string;
}

let known: TestCa | null = null;

/** The one authority of this process; its private keys never reach the disk. */
export function testCa(): TestCa {
  known ??= makeCa();
  return known;
}

/** Takes the authority of another process, so that one trust serves both. Before anything asked for one here. */
export function adoptTestCa(ca: TestCa): void {
  if (known) throw new Error('local Discord: this process has an authority of its own already');
  known = ca;
}

function makeCa(): TestCa {
  const folder = mkdtempSync(join(tmpdir(), 'local-discord-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const authority = createAuthority(Date.now());
  const caPath = join(folder, 'ca.pem');
  writeFileSync(caPath, authority.caPem);
  return { ...authority, caPath };
}

/** Lets clients of this thread trust the double's voice gateway. Call it before the first TLS connection. */
export function trustTestCa(): void {
  trust(testCa().caPem);
}

/**
 * Node options for a worker thread (`new Worker(url, { execArgv: trustingExecArgv() })`): trust is a matter of each thread, and
 * `NODE_EXTRA_CA_CERTS` is read only when a process starts.
 */
export function trustingExecArgv(): string[] {
  const module = `import tls from 'node:tls'; import fs from 'node:fs';
tls.setDefaultCACertificates([...tls.getCACertificates('default'), fs.readFileSync(${JSON.stringify(testCa().caPath)}, 'utf8')]);`;
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
}

function trust(caPem: string): void {
  const trusted = tls.getCACertificates('default');
  if (!trusted.includes(caPem)) tls.setDefaultCACertificates([...trusted, caPem]);
}
