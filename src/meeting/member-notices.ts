/** Keys of the notices in a thread that name one member; posted once each, and taken away when the member wants to be forgotten. */
export const memberNotices = {
  joined: (userId: string): string => `join-${userId}`,
  severalVoices: (userId: string): string => `voices-${userId}`,
} as const;

export const noticesAbout = (userId: string): readonly string[] =>
  Object.values(memberNotices).map((keyOf) => keyOf(userId));
