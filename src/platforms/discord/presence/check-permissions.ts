import {
  ChannelType,
  type Guild,
  type GuildBasedChannel,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { MomError } from '../../../errors.ts';

interface Need {
  readonly bit: bigint;
  readonly name: string;
}

const SEE: Need = { bit: PermissionFlagsBits.ViewChannel, name: 'View Channel' };
const VOICE: readonly (Need & { readonly without: string })[] = [
  { ...SEE, without: 'AI MOM cannot see that voice channel' },
  { bit: PermissionFlagsBits.Connect, name: 'Connect', without: 'AI MOM may not join that voice channel' },
  {
    bit: PermissionFlagsBits.Speak,
    name: 'Speak',
    without: 'AI MOM may not announce that it records in that voice channel',
  },
];
const THREAD: readonly Need[] = [
  SEE,
  { bit: PermissionFlagsBits.SendMessages, name: 'Send Messages' },
  { bit: PermissionFlagsBits.CreatePublicThreads, name: 'Create Public Threads' },
  { bit: PermissionFlagsBits.SendMessagesInThreads, name: 'Send Messages in Threads' },
];
const POST: readonly Need[] = THREAD.slice(0, 2);
const THREADED: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
const VOICED: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

/** @throws MomError voice_forbidden, voice_full, each with the one thing to change */
export function checkVoiceChannel(guild: Guild, channelId: string): void {
  const channel = guild.channels.cache.get(channelId);
  const may = channel && permissionsIn(channel);
  if (!channel || !may) throw forbidden('AI MOM cannot see that voice channel', 'View Channel', channelId);
  if (!VOICED.has(channel.type)) throw new MomError('voice_forbidden', `<#${channelId}> is no voice channel.`);
  const isStage = channel.type === ChannelType.GuildStageVoice;
  for (const { bit, name, without } of VOICE) {
    const isNeeded = !isStage || bit !== PermissionFlagsBits.Speak;
    if (isNeeded && !may.has(bit)) throw forbidden(without, name, channelId);
  }
  checkRoom(guild, channel, may);
}

/** @throws MomError thread_forbidden, naming everything that is missing */
export function checkTextChannel(guild: Guild, channelId: string): void {
  const channel = guild.channels.cache.get(channelId);
  const may = channel && permissionsIn(channel);
  const needs = channel && !canHaveThreads(channel) ? postNeeds(channel) : THREAD;
  const missing = needs.filter(({ bit }) => !may?.has(bit)).map(({ name }) => name);
  if (missing.length === 0) return;
  throw new MomError(
    'thread_forbidden',
    `AI MOM can't write the minutes into <#${channelId}>: grant it ${missing.join(', ')} there, or choose another channel with \`/mom settings set thread-channel\`.`,
  );
}

export const canHaveThreads = ({ type }: GuildBasedChannel): boolean => THREADED.has(type);

/** Whether plain messages can be posted. */
export function canPostIn(channel: GuildBasedChannel): boolean {
  const may = permissionsIn(channel);
  return may !== null && channel.isTextBased() && postNeeds(channel).every(({ bit }) => may.has(bit));
}

const postNeeds = (channel: GuildBasedChannel): readonly Need[] =>
  channel.isThread()
    ? [SEE, { bit: PermissionFlagsBits.SendMessagesInThreads, name: 'Send Messages in Threads' }]
    : POST;

function permissionsIn(channel: GuildBasedChannel): Readonly<PermissionsBitField> | null {
  const { me } = channel.guild.members;
  return me && channel.permissionsFor(me);
}

/** Discord does not answer a bot at all that asks to join a full channel. */
function checkRoom(guild: Guild, channel: GuildBasedChannel, may: Readonly<PermissionsBitField>): void {
  if (!channel.isVoiceBased() || channel.userLimit === 0 || may.has(PermissionFlagsBits.MoveMembers)) return;
  const inside = guild.voiceStates.cache.filter((state) => state.channelId === channel.id);
  if (inside.size < channel.userLimit || inside.has(guild.client.user.id)) return;
  throw new MomError(
    'voice_full',
    `<#${channel.id}> is full: raise its user limit, or grant AI MOM Move Members there, which lets it in all the same.`,
  );
}

const forbidden = (without: string, permission: string, channelId: string): MomError =>
  new MomError('voice_forbidden', `${without}: grant it ${permission} in <#${channelId}>.`);
