import { PermissionFlagsBits } from 'discord.js';

/** What the invitation asks for, and why. docs/discord.md tells the same to admins. */
export const INVITE_PERMISSIONS = [
  { name: 'View Channel', bit: PermissionFlagsBits.ViewChannel },
  { name: 'Connect', bit: PermissionFlagsBits.Connect },
  { name: 'Speak', bit: PermissionFlagsBits.Speak },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages },
  { name: 'Create Public Threads', bit: PermissionFlagsBits.CreatePublicThreads },
  { name: 'Send Messages in Threads', bit: PermissionFlagsBits.SendMessagesInThreads },
  { name: 'Attach Files', bit: PermissionFlagsBits.AttachFiles },
  { name: 'Read Message History', bit: PermissionFlagsBits.ReadMessageHistory },
  { name: 'Manage Threads', bit: PermissionFlagsBits.ManageThreads },
  { name: 'Set Voice Channel Status', bit: PermissionFlagsBits.SetVoiceChannelStatus },
  { name: 'Change Nickname', bit: PermissionFlagsBits.ChangeNickname },
] as const;

/** The link with which an admin invites the bot. */
export function inviteUrl(applicationId: string): string {
  const permissions = INVITE_PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n);
  const scope = 'bot+applications.commands';
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scope}&permissions=${permissions}`;
}
