/** Captions and the final pass call a member's track by the same name, also after a restart. */
export const trackIdOf = (userId: string): string => `t${userId}`;

/** What was written into the timeline; no sound stands behind it. */
export const NOTES_TRACK = 'notes';
