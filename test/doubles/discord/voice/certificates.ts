import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  tagged,
  utcTime,
  utf8,
} from './der.ts';

const DAY_MS = 86_400_000;
/** RFC 5758 §3.2: ecdsa-with-SHA256. */
const SIGNED_WITH = sequence(objectId('1.2.840.10045.4.3.2'));
/** RFC 5280 §4.2.1: extension ids. */
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALT_NAME = '2.5.29.17';

export interface CertificateAuthority {
  readonly caPem: string;
  /** Of the server named `localhost` and 127.0.0.1. */
  readonly certPem: string;
  readonly keyPem: string;
}

/** A certificate authority and one server's certificate signed by it, made now and known to nobody else. */
export function createAuthority(nowMs: number): CertificateAuthority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const caName = name('AI MOM test authority');
  const isAuthority = extension(BASIC_CONSTRAINTS, sequence(boolean(true)), true);
  const maySign = extension(KEY_USAGE, bitString(Buffer.from([0x04]), 2), true);
  const hosts = sequence(implicit(2, Buffer.from('localhost')), implicit(7, Buffer.from([127, 0, 0, 1])));
  const issuer = { issuer: caName, signingKey: authority.privateKey, nowMs };
  return {
    caPem: certificate({
      ...issuer,
      subject: caName,
      publicKey: authority.publicKey,
      extensions: [isAuthority, maySign],
    }),
    certPem: certificate({
      ...issuer,
      subject: name('localhost'),
      publicKey: server.publicKey,
      extensions: [extension(SUBJECT_ALT_NAME, hosts, false)],
    }),
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface CertificateParts {
  readonly issuer: Buffer;
  readonly signingKey: KeyObject;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly nowMs: number;
}

/** RFC 5280 §4.1 */
function certificate({ issuer, signingKey, subject, publicKey, extensions, nowMs }: CertificateParts): string {
  const validity = sequence(utcTime(nowMs - DAY_MS), utcTime(nowMs + 30 * DAY_MS));
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    SIGNED_WITH,
    issuer,
    validity,
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, signingKey);
  const base64 = sequence(body, SIGNED_WITH, bitString(signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`;
}

const name = (commonName: string): Buffer => sequence(set(sequence(objectId('2.5.4.3'), utf8(commonName))));

const extension = (id: string, value: Buffer, isCritical: boolean): Buffer =>
  sequence(objectId(id), ...(isCritical ? [boolean(true)] : []), octets(value));
