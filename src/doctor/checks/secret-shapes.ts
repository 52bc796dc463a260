import type { Secret } from '../../domain/secret.ts';
import type { Check, CheckOutcome } from '../check.ts';

/** Shorter API tokens can be guessed. */
const SHORTEST_API_TOKEN = 16;

/** Secrets that can't be tried out without doing something: only their shape is looked at. */
interface ShapeCheck {
  readonly name: string;
  readonly secret: Secret | undefined;
  /** What does not work without it. */
  readonly off: string;
  readonly look: (value: string) => CheckOutcome;
}

const shapeCheck = ({ name, secret, off, look }: ShapeCheck): Check => ({
  name,
  run: async () => (secret ? look(secret.reveal()) : { status: 'skipped', summary: `not set: ${off}` }),
});

/** apps.connections.open would open a connection, so Slack is not asked. */
export const slackAppTokenCheck = (secret: Secret | undefined): Check =>
  shapeCheck({
    name: 'slack app',
    secret,
    off: 'Slack sends events over HTTP only (SLACK_SIGNING_SECRET), not over a socket',
    look: (value) =>
      /^xapp-\S+$/.test(value)
        ? { status: 'ok', summary: 'set (it is tried at the start)' }
        : {
            status: 'fail',
            summary: 'is no app-level token',
            hint: 'SLACK_APP_TOKEN begins with xapp-; make one under Basic Information with the scope connections:write.',
          },
  });

/** Slack's signing secrets are 32 hexadecimal digits. */
export const slackSigningSecretCheck = (secret: Secret | undefined): Check =>
  shapeCheck({
    name: 'slack signing',
    secret,
    off: 'Slack events over HTTP are off (the socket needs none)',
    look: (value) =>
      /^[0-9a-f]{32}$/.test(value)
        ? { status: 'ok', summary: 'set' }
        : {
            status: 'warn',
            summary: 'does not look like a signing secret (32 hexadecimal digits)',
            hint: 'Copy it from Basic Information → App Credentials.',
          },
  });

/** Who may use the HTTP API. */
export const apiTokensCheck = (secret: Secret | undefined): Check =>
  shapeCheck({
    name: 'api tokens',
    secret,
    off: 'the HTTP API lets nobody in',
    look: (value) => {
      const tokens = value.split(/[\s,]+/).filter((token) => token !== '');
      const facts = { count: tokens.length };
      if (tokens.every((token) => token.length >= SHORTEST_API_TOKEN))
        return { status: 'ok', summary: `${tokens.length} set`, facts };
      const hint = 'Make long ones, for example with "openssl rand -hex 24".';
      return { status: 'warn', summary: `a token is shorter than ${SHORTEST_API_TOKEN} characters`, hint, facts };
    },
  });
