import type { ChatServices } from '../commands/index.ts';
import type { App } from './app.ts';
import { openChatDesk } from './chat-desk.ts';
import { MomError } from './errors.ts';
import { forgetDeskOf } from './forget-desk.ts';
import { createLiveMeetings } from './live-desk.ts';
import {
  type ForgetDesk,
  forgetMeeting,
  forgetMember,
  type LiveDirector,
  resumeForgets,
  runRetention,
} from './meeting/index.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platforms/discord/index.ts';
import { createVoiceCapture, type VoiceCaptureOptions } from './platforms/discord/voice/index.ts';
import type { Clock } from './ports/clock.ts';

/** Where Discord keeps attachments. */
const ATTACHMENT_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];
/** A deploy waits so long for what is under way to be put away. */
const SHUTDOWN_GRACE_MS = 20_000;
const COMMANDS_GRACE_MS = 3_000;

interface BotParts {
  readonly app: App;
  readonly platform: DiscordPlatform;
  readonly live: LiveDirector;
  readonly forgetDesk: ForgetDesk;
  readonly stack: AsyncDisposableStack;
  /** Ends what waits when the bot ends. */
  readonly stop: AbortController;
}

/** The bot on Discord; part of the composition root. */
export class DiscordBot implements AsyncDisposable {
  readonly #parts: BotParts;

  constructor(parts: BotParts) {
    this.#parts = parts;
  }

  /**
   * Logs in, goes on with what an earlier process left, and takes commands. Resolves when the bot is ready.
   *
   * @throws MomError config_invalid (a token that Discord does not accept), store_failed; the signal's reason
   */
  async start(signal: AbortSignal): Promise<void> {
    const { app, platform, live, forgetDesk, stop } = this.#parts;
    const { presence } = platform;
    const either = AbortSignal.any([signal, stop.signal]);
    const chat: ChatServices = {
      live,
      guilds: app.guilds,
      forgetMember: (request) => forgetMember(request, forgetDesk, either),
    };
    await platform.start(
      {
        desk: openChatDesk(
          app,
          {
            chat,
            forgetMeeting: (meetingId) => forgetMeeting(meetingId, forgetDesk),
            undoEdits: async (request) => {
              const undone = await app.meetings.undoEdits(request);
              if (undone.length > 0) live.repost(request.meetingId);
              return undone;
            },
          },
          either,
        ),
        currentMeetingId: async (guildId) => (await live.status(guildId))?.meetingId ?? null,
        document: (meetingId) => app.document(meetingId),
      },
      either,
    );
    await app.weights.learn();
    await resumeForgets(forgetDesk, either);
    await live.recover();
    presence.listen(live.listener);
    for (const guildId of presence.guildIds())
      for (const change of presence.occupied(guildId)) void live.onVoicePresence(change);
    this.#keepOnlyAsLong(either);
  }

  /** Everything under way is put away so that the next process goes on with it. Bounded. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { platform, live, stack, stop } = this.#parts;
    await platform.stopTakingCommands(COMMANDS_GRACE_MS);
    await live.shutdown({ graceMs: SHUTDOWN_GRACE_MS });
    stop.abort(new MomError('aborted', 'AI MOM is being stopped'));
    await stack.disposeAsync();
  }

  #keepOnlyAsLong(signal: AbortSignal): void {
    const { app, forgetDesk } = this.#parts;
    const { guilds, log } = app;
    runRetention({ ...forgetDesk, guilds }, signal).catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, 'what is old is no longer deleted until the next start');
    });
  }
}

/** What tests change. */
export interface DiscordOverrides {
  /** Node options of the threads that hold voice connections. */
  readonly voiceExecArgv?: readonly string[];
  /** Entry of those threads. */
  readonly voiceWorkerUrl?: URL;
  readonly captureTimings?: VoiceCaptureOptions['timings'];
  /** Of everything that is posted; the app's unless told. */
  readonly postClock?: Clock;
}

const WORKER_URL = new URL('./capture-worker.ts', import.meta.url);

/** Wires Discord; nothing connects before `start`. @throws MomError config_invalid without a token */
export function openDiscord(app: App, overrides: DiscordOverrides = {}): DiscordBot {
  const { voiceExecArgv, voiceWorkerUrl = WORKER_URL, captureTimings, postClock } = overrides;
  const { config, clock, log } = app;
  const token = config.secrets.DISCORD_TOKEN;
  if (!token) throw new MomError('config_invalid', 'DISCORD_TOKEN is not set');
  const stack = new AsyncDisposableStack();
  const stop = new AbortController();
  const platform = stack.use(
    createDiscordPlatform({
      token: token.reveal(),
      apiUrl: config.DISCORD_API_URL,
      clock: postClock ?? clock,
      log,
      posts: app.posts,
      notes: app.notes,
      labels: app.labels,
      documents: app.documents,
      captionsOf: (meetingId) => app.store.listCaptions(meetingId),
      marksNickname: async (guildId) => (await app.guilds.settings(guildId)).marksNickname,
    }),
  );
  const capture = stack.use(
    createVoiceCapture({
      guildAdapter: platform.guildAdapter,
      clock,
      log,
      workerUrl: voiceWorkerUrl,
      ...(voiceExecArgv ? { execArgv: voiceExecArgv } : {}),
      ...(captureTimings ? { timings: captureTimings } : {}),
    }),
  );
  const forgetDesk = forgetDeskOf(app, platform.thread);
  const live = createLiveMeetings(app, {
    capture,
    thread: platform.thread,
    presence: platform.presence,
    threadUrl: ({ guildId, threadId }) => `https://discord.com/channels/${guildId}/${threadId}`,
    isAttachment: ({ protocol, hostname }) => protocol === 'https:' && ATTACHMENT_HOSTS.includes(hostname),
    seats: () => app.weights.line,
    onEnded: async () => void (await resumeForgets(forgetDesk, stop.signal)),
  });
  return new DiscordBot({ app, platform, live, forgetDesk, stack, stop });
}
