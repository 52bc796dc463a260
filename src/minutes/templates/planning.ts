import type { Template } from './template.ts';

/** What will be done in the time ahead, and what will not. */
export const planning: Template = {
  id: 'planning',
  title: { en: 'Planning', de: 'Planung', fr: 'Planification', es: 'Planificación' },
  prompt:
    'Kind of meeting: planning. Sections: "scope" (what was taken into the plan, with its estimate as spoken), "not_now" (what was left out or moved, and why), "risks" (what may endanger the plan), "dependencies" (what waits for whom). An estimate is not a promise: name it as an estimate.',
  sections: [
    { id: 'scope', title: { en: 'In the plan', de: 'Im Plan', fr: 'Au programme', es: 'En el plan' } },
    { id: 'not_now', title: { en: 'Not now', de: 'Nicht jetzt', fr: 'Pas maintenant', es: 'Ahora no' } },
    { id: 'risks', title: { en: 'Risks', de: 'Risiken', fr: 'Risques', es: 'Riesgos' } },
    { id: 'dependencies', title: { en: 'Dependencies', de: 'Abhängigkeiten', fr: 'Dépendances', es: 'Dependencias' } },
  ],
  order: [
    'summary',
    'scope',
    'not_now',
    'decisions',
    'action_items',
    'risks',
    'dependencies',
    'open_questions',
    'chapters',
  ],
  titleCues: [
    'planning',
    'sprint plan',
    'roadmap',
    'refinement',
    'grooming',
    'kick-off',
    'kickoff',
    'planung',
    'planification',
    'planificación',
  ],
  cues: [
    {
      weight: 3,
      phrases: [
        'sprint planning',
        'planning poker',
        'story points',
        'sprint goal',
        'sprintplanung',
        'sprint-planung',
        'planification du sprint',
        'planificación del sprint',
      ],
    },
    {
      weight: 2,
      phrases: [
        'backlog',
        'roadmap',
        'user story',
        'user stories',
        'estimate this',
        'how many points',
        'velocity',
        'aufwand schätzen',
        'points de complexité',
        'puntos de historia',
      ],
    },
    {
      weight: 1,
      phrases: [
        'estimate',
        'milestone',
        'dependency',
        'capacity',
        'next sprint',
        'scope',
        'meilenstein',
        'jalon',
        'hito',
      ],
    },
  ],
  speakers: null,
  isPrivate: false,
};
