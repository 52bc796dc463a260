import { type Guild, GuildScheduledEventStatus } from 'discord.js';

/** A name of one letter, or all digits, teaches a transcriber nothing. */
const WORDLIKE = /\p{L}.*\p{L}/u;
const LONGEST = 60;

/** Words that may be said in a channel: the event's title, members there, the channel, other channels, roles; the likeliest first. */
export function harvestVocabulary(
  guild: Guild,
  channelId: string,
  memberNames: readonly string[],
  limit: number,
): readonly string[] {
  const event = guild.scheduledEvents.cache.find(
    ({ channelId: place, status }) => place === channelId && status === GuildScheduledEventStatus.Active,
  );
  const planned = guild.scheduledEvents.cache
    .filter(({ channelId: place }) => place === channelId)
    .map(({ name }) => name);
  const channel = guild.channels.cache.get(channelId);
  const names = [
    ...(event ? [event.name] : planned),
    ...memberNames,
    ...(channel ? [channel.name] : []),
    guild.name,
    ...guild.channels.cache.filter((one) => !one.isThread()).map(({ name }) => name),
    ...guild.roles.cache.filter(({ id, managed }) => id !== guild.id && !managed).map(({ name }) => name),
  ];
  const clean = names.map(spoken).filter((name) => WORDLIKE.test(name) && name.length <= LONGEST);
  return [...new Map(clean.map((name) => [name.toLowerCase(), name])).values()].slice(0, limit);
}

/** "🚀-release-planning" is spoken "release planning". */
const spoken = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll(/[^\p{L}\p{M}\p{N}'’.& ]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
