export { createDiscordPlatform, type DiscordOptions, type DiscordPlatform, type DiscordServices } from './platform.ts';
