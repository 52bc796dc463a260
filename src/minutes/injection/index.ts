export { flagInjection } from './flag-injection.ts';
export { type InjectionReason, isSuspect } from './reason.ts';
