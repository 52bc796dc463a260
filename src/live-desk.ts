import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import type { GuildSettings } from './domain/guild.ts';
import type { MeetingSettings } from './domain/meeting.ts';
import type { EngineOptions } from './engines.ts';
import type { Logger } from './log.ts';
import {
  type CaptionEngine,
  type LiveDesk,
  LiveDirector,
  type LiveTimings,
  liveTimings,
  type MeetingPorts,
  openLiveTranscription,
  type WantedSettings,
} from './meeting/index.ts';
import type { Clock } from './ports/clock.ts';

/** What an App has for live meetings. */
export interface LiveHouse
  extends Pick<
    LiveDesk,
    | 'store'
    | 'heard'
    | 'seatsRead'
    | 'openDraft'
    | 'liveMeetings'
    | 'guilds'
    | 'glossary'
    | 'forgets'
    | 'meetings'
    | 'opus'
  > {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly costOf: (meetingId: string) => Promise<number | null>;
  openPorts(engine: EngineOptions): Promise<MeetingPorts>;
}

/** What a platform brings. */
export interface LiveGuests extends Pick<LiveDesk, 'capture' | 'thread' | 'presence' | 'threadUrl' | 'isAttachment'> {
  readonly onEnded?: LiveDesk['onEnded'];
  readonly seats?: LiveDesk['seats'];
  readonly timings?: Partial<LiveTimings>;
}

const HOUR_MS = 3_600_000;
const LOCAL_MEETINGS = 'meetings';

/** Live meetings of one platform, wired; part of the composition root. Whoever asked for it calls `recover` and `shutdown`. */
export function createLiveMeetings(house: LiveHouse, guests: LiveGuests): LiveDirector {
  const { config } = house;
  const captionEngines = new Map<string, Promise<CaptionEngine>>();
  return new LiveDirector({
    ...house,
    ...guests,
    openCaptions: (settings) => shared(captionEngines, settings.model, () => openCaptions(settings, house)),
    openPorts: ({ model, finalModel = model }) => house.openPorts({ model: finalModel }),
    settingsFor: (scope, server, wanted) => settingsFor(config, scope, server, wanted),
    costUsd: house.costOf,
    seats: guests.seats ?? (() => null),
    onEnded: guests.onEnded ?? (async () => undefined),
    meetingFolder: (meetingId) => join(config.dataDir, LOCAL_MEETINGS, meetingId),
    fetch,
    maxUploadBytes: config.MAX_RECORDING_MB * 1_000_000,
    timings: { ...liveTimings, maxMeetingMs: config.MAX_MEETING_HOURS * HOUR_MS, ...guests.timings },
  });
}

/** One queue for all meetings of an engine, so that none starves the others. */
async function openCaptions({ model }: MeetingSettings, house: LiveHouse): Promise<CaptionEngine> {
  const ports = await house.openPorts({ model });
  const transcription = openLiveTranscription(ports);
  return { transcription, description: () => ports.transcriber.health().description };
}

function shared(
  engines: Map<string, Promise<CaptionEngine>>,
  key: string,
  open: () => Promise<CaptionEngine>,
): Promise<CaptionEngine> {
  const engine = engines.get(key) ?? open();
  engines.set(key, engine);
  engine.catch(() => engines.delete(key)); // the next meeting tries again
  return engine;
}

function settingsFor(
  config: Config,
  scope: string,
  server: GuildSettings,
  { template, language }: WantedSettings,
): MeetingSettings {
  const spoken = language ?? server.language ?? config.WHISPER_LANGUAGE ?? null;
  const finalModel = config.WHISPER_FINAL_MODEL;
  return {
    chunkMode: 'live',
    language: spoken === 'auto' ? null : spoken,
    model: wholePath(config.WHISPER_MODEL),
    ...(finalModel ? { finalModel: wholePath(finalModel) } : {}),
    template: template ?? server.template,
    scope,
  };
}

const wholePath = (model: string): string =>
  statSync(model, { throwIfNoEntry: false })?.isFile() ? resolve(model) : model;
