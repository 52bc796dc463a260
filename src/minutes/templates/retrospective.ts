import type { Template } from './template.ts';

/** Looking back: what to keep, what to change. */
export const retrospective: Template = {
  id: 'retrospective',
  title: { en: 'Retrospective', de: 'Retrospektive', fr: 'Rétrospective', es: 'Retrospectiva' },
  prompt:
    'Kind of meeting: retrospective. Sections: "went_well" (what people want to keep), "went_badly" (problems, about the work and never about a person), "ideas" (proposals to try, also those that were not taken up). An experiment that the team agreed to try is a decision; who runs it is an action item.',
  sections: [
    {
      id: 'went_well',
      title: { en: 'What went well', de: 'Was gut lief', fr: 'Ce qui a marché', es: 'Lo que fue bien' },
    },
    {
      id: 'went_badly',
      title: { en: 'What went badly', de: 'Was schlecht lief', fr: "Ce qui n'a pas marché", es: 'Lo que fue mal' },
    },
    { id: 'ideas', title: { en: 'Ideas', de: 'Ideen', fr: 'Idées', es: 'Ideas' } },
  ],
  order: ['summary', 'went_well', 'went_badly', 'ideas', 'decisions', 'action_items', 'open_questions', 'conclusion'],
  titleCues: [
    'retro',
    'retrospective',
    'retrospektive',
    'rétrospective',
    'retrospectiva',
    'post-mortem',
    'postmortem',
    'lessons learned',
  ],
  cues: [
    {
      weight: 3,
      phrases: [
        'retrospective',
        'retro',
        'retrospektive',
        'rétrospective',
        'retrospectiva',
        'post-mortem',
        'postmortem',
      ],
    },
    {
      weight: 2,
      phrases: [
        'what went well',
        'went well',
        "didn't go well",
        'did not go well',
        'went wrong',
        'could have gone better',
        'lessons learned',
        'was gut lief',
        'gut gelaufen',
        'schlecht gelaufen',
        's’est bien passé',
        "s'est bien passé",
        'salió bien',
        'salió mal',
        'fue bien',
        'fue mal',
      ],
    },
    {
      weight: 1,
      phrases: [
        'last sprint',
        'next sprint',
        'stop doing',
        'start doing',
        'keep doing',
        'letzter sprint',
        'dernier sprint',
        'último sprint',
      ],
    },
  ],
  speakers: { least: 2, most: 50 },
  isPrivate: false,
};
