import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAFT_SCHEMA_VERSION, draftJsonSchema, parseDraft } from '../../../src/minutes/council/index.ts';
import { aDraft, anAction, carefulDraft } from '../../fixtures/drafts.ts';

const json = JSON.stringify(carefulDraft);

describe('a draft that is read', () => {
  it('is whole as it came', () => {
    expect(parseDraft(json)).toEqual({ draft: carefulDraft, state: 'whole', faults: [] });
  });

  it.each([
    ['a fence', `\`\`\`json\n${json}\n\`\`\``],
    ['prose around it', `Sure! Here {as asked} are the minutes:\n${json}\nI hope this {helps}.`],
    ['a trailing comma', json.replace('"injection_suspects":[]', '"injection_suspects":[],')],
    ['single quotes', json.replaceAll('"', "'")],
    ['a list around it', `[${json}]`],
    ['a key around it', `{"minutes":${json}}`],
    ['comments', json.replace('{', '{ // the minutes\n')],
  ])('loses nothing to %s', (_, text) => {
    const { draft, state } = parseDraft(text);
    expect(draft).toEqual(carefulDraft);
    expect(['repaired', 'whole']).toContain(state);
  });

  it('keeps the whole items of an answer that was cut, and no half id', () => {
    const long = aDraft({ action_items: [anAction('Fix it', ['s6']), anAction('Send it', ['s123', 's1248'])] });
    const text = JSON.stringify(long);
    const cut = text.slice(0, text.indexOf('1248') + 2);
    const { draft, state, faults } = parseDraft(cut);
    expect(state).toBe('salvaged');
    expect(draft?.action_items).toEqual([anAction('Fix it', ['s6'])]);
    expect(faults).toContain('the answer was cut: its last item is lost');
  });

  it('keeps every item that was whole, wherever the answer is cut', () => {
    const items = [...carefulDraft.decisions, ...carefulDraft.key_points].map(({ text }) => text);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: json.length - 1 }), (length) => {
        const { draft } = parseDraft(json.slice(0, length));
        const kept = [...(draft?.decisions ?? []), ...(draft?.key_points ?? [])];
        for (const { text, evidence } of kept) {
          expect(items).toContain(text);
          const original = [...carefulDraft.decisions, ...carefulDraft.key_points].find((item) => item.text === text);
          expect(evidence).toEqual(original?.evidence);
        }
      }),
    );
  });

  it('keeps the valid items beside broken ones and bends types only where nothing is invented', () => {
    const text = JSON.stringify({
      ...carefulDraft,
      decisions: [
        { text: 'Good', evidence: ['s1'] },
        { text: '', evidence: ['s1'] },
        { text: 'No evidence', evidence: [] },
        'a bare string',
        null,
        { text: 'Numbers as ids', made_by: 'S1', evidence: [4, '[S5]', 's6-s8', 's9|S2|0:10|words'] },
      ],
      action_items: [
        { task: 'Do it', owner: 'unassigned', evidence: 's3', extra: true },
        { task: 'Take it', owner: 'S2', evidence: ['s4'] },
      ],
      chapters: 'none',
    });
    const { draft, state } = parseDraft(text);
    expect(state).toBe('salvaged');
    expect(draft?.decisions).toEqual([
      { text: 'Good', made_by: [], evidence: ['s1'] },
      { text: 'Numbers as ids', made_by: ['S1'], evidence: ['s4', 's5', 's6', 's7', 's8', 's9'] },
    ]);
    expect(draft?.action_items).toEqual([
      anAction('Do it', ['s3']),
      anAction('Take it', ['s4'], { owner: 'S2', owner_basis: 'inferred' }),
    ]);
    expect(draft?.chapters).toEqual([]);
  });

  it('ignores keys that nobody asked for', () => {
    expect(parseDraft(JSON.stringify({ ...carefulDraft, confidence: 0.99 }))).toMatchObject({
      draft: carefulDraft,
      state: 'whole',
    });
  });

  it.each([
    ['an empty answer', '', 'the answer is empty'],
    ['a web page', '<!DOCTYPE html><html><style>body { color: red }</style>502</html>', 'the answer is a web page'],
    ['an error with status 200', '{"error":{"message":"overloaded"}}', 'the answer is an error of the provider'],
    ['a refusal', "I'm sorry, but I can't help with that.", 'the answer holds no JSON'],
    ['other JSON', '[1,2,3]', 'the answer holds none of the fields that were asked for'],
    ['a draft of nothing', JSON.stringify(aDraft()), 'the answer says nothing'],
  ])('is nothing in %s', (_, text, fault) => {
    const { draft, state, faults } = parseDraft(text);
    expect({ draft, state }).toEqual({ draft: null, state: 'nothing' });
    expect(faults).toContain(fault);
  });

  it('holds no control characters, direction overrides or ids in its texts, but emoji', () => {
    const said = {
      text: 'The \u202erelease\u0000 moves\u0007 👩‍💻 to\u2066 Monday [s4, s5] \ud800',
      made_by: [],
      evidence: ['s4'],
    };
    const { draft } = parseDraft(JSON.stringify({ ...carefulDraft, decisions: [said] }));
    expect(draft?.decisions[0]?.text).toBe('The release moves 👩‍💻 to Monday �');
  });

  it('bounds counts and lengths', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      text: `Decision ${index} ${'x'.repeat(2_000)}`,
      made_by: [],
      evidence: ['s1'],
    }));
    const { draft, faults } = parseDraft(JSON.stringify({ ...carefulDraft, decisions: many }).slice(0, 900_000));
    expect(draft?.decisions.length).toBeLessThanOrEqual(60);
    for (const { text } of draft?.decisions ?? []) expect(text.length).toBeLessThanOrEqual(600);
    expect(faults.length).toBeLessThanOrEqual(20);
  });

  it('never throws, whatever comes', () => {
    const scrap = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '"decisions"',
      '"text"',
      '"evidence"',
      's1',
      'null',
      '\n',
      '```',
      '\u0000',
      '‮',
    );
    const broken = fc.array(fc.oneof(scrap, fc.string()), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(broken, fc.string(), fc.json()), (text) => {
        const { draft, state } = parseDraft(text);
        expect(draft === null).toBe(state === 'nothing');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['objects in objects', '{"decisions":'.repeat(70_000)],
    ['quotes', `{"decisions":"${'"x" '.repeat(250_000)}`],
    ['words without quotes', `{decisions:${'b c d\n'.repeat(160_000)}`],
    ['repeated keys', `{${'"a":"b" '.repeat(120_000)}`],
    ['one endless string', `{"title":"${'a'.repeat(1_000_000)}`],
    ['backslashes', `{"title":"${'\\'.repeat(1_000_000)}`],
  ])('comes to an end with a megabyte of %s', (_, text) => {
    expect(['nothing', 'salvaged']).toContain(parseDraft(text).state);
  });
});

describe('the schema that models are given', () => {
  it('is legal for strict modes: everything required, nothing extra, no bounds', () => {
    const seen: string[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const schema = node as Record<string, unknown>;
      if (schema['type'] === 'object') {
        const properties = Object.keys(schema['properties'] as object);
        expect(schema['additionalProperties']).toBe(false);
        expect(schema['required']).toEqual(properties);
        seen.push(...properties);
      }
      for (const keyword of [
        'minLength',
        'maxLength',
        'minItems',
        'maxItems',
        'pattern',
        'format',
        '$ref',
        '$schema',
        'default',
      ]) {
        expect(Object.hasOwn(schema, keyword) && !Object.hasOwn(schema, 'evidence')).toBe(false);
      }
      Object.values(schema).forEach(walk);
    };
    walk(draftJsonSchema);
    expect(seen).toEqual(
      expect.arrayContaining(['action_items', 'owner_basis', 'due_text', 'sections', 'injection_suspects']),
    );
    expect(DRAFT_SCHEMA_VERSION).toBe(1);
  });
});
