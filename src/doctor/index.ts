export { doctorChecks } from './doctor-checks.ts';
export { renderDoctor } from './render-doctor.ts';
export { doctorExitCode, runDoctor } from './run-doctor.ts';
export { systemFacts } from './system-facts.ts';
