import type { RestContext } from '../context.ts';
import type { Route } from '../router.ts';
import { applicationRoutes } from './application.ts';
import { cdnRoutes } from './cdn.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { messageRoutes } from './messages.ts';
import { reactionRoutes } from './reactions.ts';
import { threadRoutes } from './threads.ts';
import { voiceStatusRoutes } from './voice-status.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route that the double knows; anything else is answered with 404 and is a violation. */
export const allRoutes = (context: RestContext): readonly Route[] => [
  ...applicationRoutes(context),
  ...commandRoutes(context),
  ...guildRoutes(context),
  ...threadRoutes(context),
  ...voiceStatusRoutes(context),
  ...reactionRoutes(context),
  ...messageRoutes(context),
  ...interactionRoutes(context),
  ...webhookRoutes(context),
  ...cdnRoutes(context),
];
