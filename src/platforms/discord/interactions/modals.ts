import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { customId } from '../render/custom-ids.ts';

/** Fields of our modals. */
export const MODAL_FIELD = 'words';
/** As the command takes it. */
const NOTE_LENGTH = 1_000;
const MINUTES_DIGITS = 3;

export const noteModal = (meetingId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId('note', meetingId),
  title: 'Note for the minutes',
  components: [
    {
      type: ComponentType.Label,
      label: 'What to note',
      component: {
        type: ComponentType.TextInput,
        custom_id: MODAL_FIELD,
        style: TextInputStyle.Paragraph,
        min_length: 1,
        max_length: NOTE_LENGTH,
        required: true,
      },
    },
  ],
});

export const offRecordModal = (meetingId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId('off-record', meetingId),
  title: 'Off the record',
  components: [
    {
      type: ComponentType.Label,
      label: 'Delete the last minutes, for everybody',
      description: 'How many minutes back: sound, captions and words. It can not be undone.',
      component: {
        type: ComponentType.TextInput,
        custom_id: MODAL_FIELD,
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: MINUTES_DIGITS,
        placeholder: '5',
        required: true,
      },
    },
  ],
});
