import { englishRules } from './english-rules.ts';
import type { InjectionRule } from './injection-rule.ts';
import { otherLanguageRules } from './other-language-rules.ts';
import { recordRules } from './record-rules.ts';

/** All rules for what is said; a person who speaks for the record comes last, after everything that is worse. */
export const spokenRules: readonly InjectionRule[] = [...englishRules, ...otherLanguageRules, ...recordRules];
