import type { Template } from './template.ts';

/** Two people about one of them: private. */
export const oneOnOne: Template = {
  id: 'one-on-one',
  title: { en: 'One-on-one', de: 'Vier-Augen-Gespräch', fr: 'Entretien individuel', es: 'Reunión individual' },
  prompt:
    'Kind of meeting: confidential one-on-one. Sections: "topics" (what was talked about, neutrally), "feedback" (praise and criticism, who gave it), "growth" (goals, training, career), "support" (help that was asked for or offered). No judgement of a person, no health or family details beyond what an action item needs.',
  sections: [
    { id: 'topics', title: { en: 'Topics', de: 'Themen', fr: 'Sujets', es: 'Temas' } },
    { id: 'feedback', title: { en: 'Feedback', de: 'Rückmeldung', fr: 'Retours', es: 'Comentarios' } },
    { id: 'growth', title: { en: 'Growth', de: 'Entwicklung', fr: 'Évolution', es: 'Desarrollo' } },
    { id: 'support', title: { en: 'Support', de: 'Unterstützung', fr: 'Soutien', es: 'Apoyo' } },
  ],
  order: ['summary', 'topics', 'feedback', 'growth', 'support', 'action_items', 'decisions', 'open_questions'],
  titleCues: [
    '1:1',
    '1-1',
    '1on1',
    'one-on-one',
    'one on one',
    'vier augen',
    'mitarbeitergespräch',
    'entretien individuel',
    'reunión individual',
    'uno a uno',
  ],
  cues: [
    {
      weight: 3,
      phrases: [
        'one-on-one',
        'one on one',
        'vier-augen-gespräch',
        'mitarbeitergespräch',
        'entretien individuel',
        'uno a uno',
      ],
    },
    {
      weight: 2,
      phrases: [
        'feedback for me',
        'feedback for you',
        'your career',
        'my career',
        'your workload',
        'my workload',
        'promotion',
        'how are you feeling',
        'deine entwicklung',
        'meine entwicklung',
        'ta carrière',
        'ma carrière',
        'tu carrera',
        'mi carrera',
      ],
    },
    {
      weight: 1,
      phrases: ['your goals', 'my goals', 'time off', 'feedback', 'deine ziele', 'tes objectifs', 'tus objetivos'],
    },
  ],
  speakers: { least: 2, most: 2 },
  isPrivate: true,
};
