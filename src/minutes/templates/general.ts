import { STANDARD_ORDER, type Template } from './template.ts';

/** Any meeting. */
export const general: Template = {
  id: 'general',
  title: { en: 'Meeting', de: 'Besprechung', fr: 'Réunion', es: 'Reunión' },
  prompt: 'Kind of meeting: general. Leave sections empty.',
  sections: [],
  order: STANDARD_ORDER,
  titleCues: [],
  cues: [],
  speakers: null,
  isPrivate: false,
};
