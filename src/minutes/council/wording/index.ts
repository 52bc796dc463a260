export { applyWording, type Worded } from './apply-wording.ts';
export { type WordingRequest, wordingRequest } from './wording-request.ts';
