export { applyEdits, editsAnew, undoEdits } from './apply-edits.ts';
export { voteEdits } from './vote-edits.ts';
