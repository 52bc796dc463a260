import { ChildDeath } from './child-death.ts';

/** Tries again while the child dies of it, at most `limit` times in all. Any other error is an answer. */
export async function repeatAfterDeath<Result>(
  limit: number,
  isWanted: () => boolean,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let deaths = 1; ; deaths += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ChildDeath) || deaths === limit || !isWanted()) throw error;
    }
  }
}
