import { z } from 'zod';
import { channelOf, need, type RestContext } from '../context.ts';
import { RestRefusal } from '../refusal.ts';
import { noContent, type Route } from '../router.ts';
import { checkForm } from '../rules/form.ts';

const voiceStatus = z.object({ status: z.string().max(500).nullish() });

/** docs: "Modify Voice Channel Status": up to 500 characters, while connected there */
export function voiceStatusRoutes(context: RestContext): readonly Route[] {
  return [
    {
      method: 'PUT',
      path: '/channels/:channel/voice-status',
      handle: (call) => {
        const channel = channelOf(context, call.params[0] ?? '');
        const { status = null } = checkForm(voiceStatus, call.body);
        if (channel.kind !== 'voice' || !channel.guild)
          throw new RestRefusal(400, 50024, 'Cannot execute action on this channel type', { isViolation: true });
        need(channel, 'SET_VOICE_CHANNEL_STATUS');
        if (context.voice().botChannel(channel.guild) !== channel) need(channel, 'MANAGE_CHANNELS');
        channel.voiceStatus = status;
        const data = { id: channel.id, guild_id: channel.guild.id, status };
        context.dispatch('VOICE_CHANNEL_STATUS_UPDATE', data, channel.guild.id);
        context.notices.emit('channel-edit', channel);
        return noContent;
      },
    },
  ];
}
