import type { TextFault } from './scenario.ts';

const MEGABYTE = 1_048_576;

/** JSON as models spoil it. */
export function spoil(json: string, fault: TextFault | undefined): string {
  return fault === undefined ? json : spoilers[fault](json);
}

const spoilers: Readonly<Record<TextFault, (json: string) => string>> = {
  fence: (json) => `\`\`\`json\n${json}\n\`\`\``,
  'trailing-comma': (json) => json.replace(/\}$/, ',}'),
  'prose-around': (json) => `Sure! Here are the minutes you asked for:\n\n${json}\n\nLet me know if you need more.`,
  truncated: (json) => json.slice(0, Math.floor(json.length * 0.6)),
  'wrong-types': (json) => {
    const draft = JSON.parse(json) as Record<string, unknown>;
    return JSON.stringify({ ...draft, action_items: 'none', chapters: 7, key_points: [{ text: 5, evidence: 's1' }] });
  },
  'extra-keys': (json) => JSON.stringify({ ...(JSON.parse(json) as object), confidence: 0.93, thoughts: ['hm'] }),
  empty: () => '',
  html: () => '<html><body><h1>Service unavailable</h1></body></html>',
  huge: (json) => json.replace(/^\{/, `{"padding":"${'x'.repeat(MEGABYTE)}",`),
  'odd-characters': (json) => json.replaceAll(/"text":"/g, '"text":"\\u0000\\u202e👩‍👩‍👧\\ud83d '),
  'no-json': () => "I'm sorry, but I can't help with that.",
};
