import type { CommandServices } from './command.ts';
import { plain } from './plain.ts';

const LONGEST = 300;

/** What admins should know, below an answer that only they read; nothing where there is nothing. */
export async function adminLines({ adminNotices }: CommandServices): Promise<readonly string[]> {
  const notices = await adminNotices();
  return notices.length === 0 ? [] : ['', '**For admins**', ...notices.map((text) => `- ${plain(text, LONGEST)}`)];
}
