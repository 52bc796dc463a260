import { describe, expect, it } from 'vitest';
import { documentFormats } from '../../../src/ports/document-writer.ts';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { agreed, carefulDraft, releaseTalk, seatReports } from '../../fixtures/drafts.ts';
import { aDocument } from '../../fixtures/meeting-documents.ts';

const other = {
  ...carefulDraft,
  decisions: [{ text: 'The marketing budget stays at 50 percent.', made_by: [], evidence: ['s13', 's14'] }],
  action_items: carefulDraft.action_items.map((item) => ({ ...item, owner: 'S1' })),
};
const possible = {
  ...carefulDraft,
  decisions: [
    ...carefulDraft.decisions,
    { text: 'The payment provider will be switched.', made_by: [], evidence: ['s9'] },
  ],
  sections: [{ id: 'well', items: [{ text: 'Ann sends the invoice report.', evidence: ['s8'] }] }],
  transcript_fixes: [{ segment: 's2', wrong: 'login', right: 'Logan', kind: 'name' as const }],
};
const minutes = agreed([possible, possible, possible, other], {
  seats: seatReports(['ok', 'repaired', 'ok', 'ok', 'limited']),
  template: { id: 'retro', sections: [{ id: 'well', title: 'Went well' }] },
  glossary: ['Logan'],
  moodOf: () => 'positive',
});
const document = aDocument({ transcript: releaseTalk, minutes });

describe('minutes of five seats as a document', () => {
  it('tell everything that people must know to judge them', async () => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const text = new TextDecoder().decode(await writer.render('md', document));
    expect([...text.matchAll(/^## .*$/gm)].map(([heading]) => heading)).toEqual([
      '## Summary',
      '## Decisions',
      '## Action items',
      '## Open questions',
      '## Key points',
      '## Went well',
      '## Conclusion',
      '## The models disagree',
      '## Unconfirmed',
      '## Speakers',
      '## Contributions',
      '## Corrected words',
      '## Models',
      '## Transcript',
    ]);
    expect(text).toContain('> 4 of 5 models answered.');
    expect(text).toContain('- The marketing budget stays at 15 percent. (number: 15 (3 models), 50 (1 model))');
    expect(text).toContain('- Fix the login crash (who: Tom (3 models), Maya (1 model))');
    expect(text).toContain(
      '- The payment provider will be switched. (decision, Maya, 0:32, 3 of 4 models, only a possibility)',
    );
    expect(text).toContain('- “login” is “Logan” (0:04, 3 models)');
    expect(text).toContain('| seat-5 | model-e | rate limit reached | 1\\.0 s | $0.0010 |');
    expect(text).not.toContain('%)');
  });

  it.each(documentFormats)('are the same %s every time', async (format) => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const once = await writer.render(format, document);
    expect(once.length).toBeGreaterThan(100);
    if (format !== 'docx') expect(Buffer.from(await writer.render(format, document)).equals(once)).toBe(true);
  });
});
