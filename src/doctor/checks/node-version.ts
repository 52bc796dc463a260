import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';

/** Types are stripped and resources disposed by the runtime itself from here on. */
const OLDEST_MAJOR = 24;

/** Is Node new enough? */
export const nodeVersionCheck = ({ nodeVersion, nodePath }: DoctorFacts): Check => ({
  name: 'node',
  run: async () => {
    const version = nodeVersion.replace(/^v/, '');
    const facts = { version, path: nodePath };
    if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return { status: 'ok', summary: version, facts };
    const hint = 'Start it as "npx mom", which brings its own Node, or install Node 24 or newer.';
    return { status: 'fail', summary: `${version} is too old, ${OLDEST_MAJOR} is needed`, hint, facts };
  },
});
