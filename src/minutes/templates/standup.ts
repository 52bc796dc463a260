import type { Template } from './template.ts';

/** Daily round: what everybody did, does, and what stands in the way. */
export const standup: Template = {
  id: 'standup',
  title: { en: 'Stand-up', de: 'Stand-up', fr: 'Mêlée quotidienne', es: 'Reunión diaria' },
  prompt:
    'Kind of meeting: daily stand-up. Sections, one item per person and thing, each beginning with the name: "done" (finished since the last time), "next" (what the person works on now; a plan for today is no action item unless somebody asked for it or promised it), "blockers" (what stops somebody, and whom they wait for). Keep the summary to 4 sentences.',
  sections: [
    { id: 'done', title: { en: 'Done', de: 'Erledigt', fr: 'Fait', es: 'Hecho' } },
    { id: 'next', title: { en: 'Next', de: 'Als Nächstes', fr: 'À faire', es: 'A continuación' } },
    { id: 'blockers', title: { en: 'Blockers', de: 'Hindernisse', fr: 'Blocages', es: 'Bloqueos' } },
  ],
  order: ['summary', 'blockers', 'done', 'next', 'action_items', 'decisions', 'open_questions'],
  titleCues: ['standup', 'stand-up', 'stand up', 'daily', 'scrum', 'mêlée', 'reunión diaria'],
  cues: [
    {
      weight: 3,
      phrases: [
        'stand-up',
        'standup',
        'daily scrum',
        'any blockers',
        'no blockers',
        'keine blocker',
        'nichts blockiert',
        'pas de blocage',
        'sin bloqueos',
      ],
    },
    {
      weight: 2,
      phrases: [
        "i'm blocked",
        'i am blocked',
        'blocked by',
        'blocked on',
        'blocker',
        'bin blockiert',
        'je suis bloqué',
        'estoy bloqueado',
      ],
    },
    {
      weight: 1,
      phrases: [
        'yesterday i',
        "today i'll",
        'today i will',
        "today i'm",
        'gestern habe ich',
        'heute werde ich',
        'heute mache ich',
        "hier j'ai",
        "aujourd'hui je",
        'ayer hice',
        'hoy voy a',
      ],
    },
  ],
  speakers: { least: 2, most: 30 },
  isPrivate: false,
};
