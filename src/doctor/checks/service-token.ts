import type { Secret } from '../../domain/secret.ts';
import type { Check } from '../check.ts';
import { checkToken, type TokenQuestion } from '../check-token.ts';
import type { DoctorFacts } from '../doctor-facts.ts';

export interface ServiceToken {
  readonly name: string;
  readonly secret: Secret | undefined;
  /** What does not work without it. */
  readonly off: string;
  readonly question: TokenQuestion;
}

/** Does the service know the token? */
export const serviceTokenCheck = ({ name, secret, off, question }: ServiceToken, facts: DoctorFacts): Check => ({
  name,
  run: async (signal) =>
    secret ? checkToken(secret, question, facts, signal) : { status: 'skipped', summary: `not set: ${off}` },
});
