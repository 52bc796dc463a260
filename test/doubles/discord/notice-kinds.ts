import type { DaveNotices } from './dave/dave-link.ts';
import type { GatewayNotices } from './gateway/gateway-notices.ts';
import type { RestNotices } from './rest/rest-notices.ts';
import type { VoiceNotices } from './voice/voice-notices.ts';

/** Everything that the double tells, by name. */
export interface NoticeKinds extends DaveNotices, GatewayNotices, RestNotices, VoiceNotices {}
