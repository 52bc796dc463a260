/** Voice gateway opcodes that capture reads or writes (Discord docs: "Voice Opcodes"). */
export const voiceOp = {
  SPEAKING: 5,
  CLIENTS_CONNECT: 11,
  CLIENT_DISCONNECT: 13,
  DAVE_READY_FOR_TRANSITION: 23,
  DAVE_EXTERNAL_SENDER: 25,
  DAVE_KEY_PACKAGE: 26,
  DAVE_PROPOSALS: 27,
  DAVE_COMMIT_WELCOME: 28,
  DAVE_COMMIT: 29,
  DAVE_WELCOME: 30,
  DAVE_INVALID_COMMIT_WELCOME: 31,
} as const;
