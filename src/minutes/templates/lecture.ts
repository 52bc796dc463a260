import type { Template } from './template.ts';

/** One teaches, others listen and ask. */
export const lecture: Template = {
  id: 'lecture',
  title: { en: 'Lecture', de: 'Vorlesung', fr: 'Cours', es: 'Clase' },
  prompt:
    'Kind of meeting: lecture. Sections: "outline" (the line of thought in order), "definitions" (terms as the lecturer defined them), "examples" (worked examples and their result), "questions" (questions of listeners with the answer given), "homework" (what listeners were told to do or read). Decisions and action items are usually empty.',
  sections: [
    { id: 'outline', title: { en: 'Outline', de: 'Gliederung', fr: 'Plan', es: 'Esquema' } },
    { id: 'definitions', title: { en: 'Definitions', de: 'Begriffe', fr: 'Définitions', es: 'Definiciones' } },
    { id: 'examples', title: { en: 'Examples', de: 'Beispiele', fr: 'Exemples', es: 'Ejemplos' } },
    {
      id: 'questions',
      title: {
        en: 'Questions and answers',
        de: 'Fragen und Antworten',
        fr: 'Questions et réponses',
        es: 'Preguntas y respuestas',
      },
    },
    {
      id: 'homework',
      title: { en: 'To do and to read', de: 'Aufgaben und Lektüre', fr: 'À faire et à lire', es: 'Tareas y lecturas' },
    },
  ],
  order: [
    'summary',
    'outline',
    'definitions',
    'examples',
    'questions',
    'homework',
    'key_points',
    'chapters',
    'action_items',
  ],
  titleCues: [
    'lecture',
    'vorlesung',
    'seminar',
    'webinar',
    'cours magistral',
    'conferencia',
    'clase',
    'workshop',
    'tutorial',
  ],
  cues: [
    {
      weight: 3,
      phrases: [
        "today's lecture",
        'this lecture',
        'last lecture',
        'next lecture',
        'in der vorlesung',
        'heutige vorlesung',
        'ce cours',
        'cours magistral',
        'la clase de hoy',
      ],
    },
    {
      weight: 2,
      phrases: [
        'in the exam',
        'on the exam',
        'homework',
        'by definition',
        'theorem',
        'next slide',
        'any questions so far',
        'klausur',
        'hausaufgabe',
        'satz von',
        'théorème',
        'teorema',
        'examen final',
      ],
    },
    {
      weight: 1,
      phrases: ['professor', 'students', 'chapter', 'textbook', 'definition', 'kapitel', 'chapitre', 'capítulo'],
    },
  ],
  speakers: null,
  isPrivate: false,
};
