import type { Check } from './check.ts';
import { cpuCheck } from './checks/cpu.ts';
import { diskCheck } from './checks/disk.ts';
import { ffmpegCheck } from './checks/ffmpeg.ts';
import { gpuCheck } from './checks/gpu.ts';
import { memoryCheck } from './checks/memory.ts';
import { modelCheck, shippedModelCheck } from './checks/model.ts';
import { nodeVersionCheck } from './checks/node-version.ts';
import { prebuiltEngineCheck } from './checks/prebuilt-engine.ts';
import { apiTokensCheck, slackAppTokenCheck, slackSigningSecretCheck } from './checks/secret-shapes.ts';
import { serviceTokenCheck } from './checks/service-token.ts';
import { whisperEngineCheck } from './checks/whisper-engine.ts';
import type { DoctorConfig, DoctorFacts } from './doctor-facts.ts';
import { askDiscord, askGroq, askOpenRouter, askSlack } from './service-questions.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Both ship in models/. */
const VAD_MODEL = 'silero-vad';
const SEGMENTATION_MODEL = 'pyannote-segmentation-3.0-int8';

/** Everything the doctor asks, in the order in which it is shown. */
export function doctorChecks(config: DoctorConfig, facts: DoctorFacts): Check[] {
  const secrets = Object.values(config.secrets).filter((secret) => secret !== undefined);
  return [...machineChecks(config, facts), ...tokenChecks(config, facts)].map((check) =>
    withoutSecrets(check, secrets),
  );
}

function machineChecks(config: DoctorConfig, facts: DoctorFacts): Check[] {
  return [
    nodeVersionCheck(facts),
    cpuCheck(facts),
    whisperEngineCheck(facts),
    prebuiltEngineCheck(facts),
    modelCheck('model speech', config.WHISPER_MODEL, facts),
    ...(config.WHISPER_FINAL_MODEL ? [modelCheck('model final', config.WHISPER_FINAL_MODEL, facts)] : []),
    shippedModelCheck('model vad', VAD_MODEL, facts, { status: 'fail', lack: 'nothing can be transcribed' }),
    shippedModelCheck('model voices', SEGMENTATION_MODEL, facts, {
      status: 'warn',
      lack: 'shared microphones are not noticed',
    }),
    ffmpegCheck(facts),
    diskCheck('disk data', config.dataDir, facts),
    diskCheck('disk models', config.modelCache, facts),
    memoryCheck(facts),
    gpuCheck(config, facts),
  ];
}

function tokenChecks(config: DoctorConfig, facts: DoctorFacts): Check[] {
  const { secrets } = config;
  const services = [
    { name: 'groq', secret: secrets.GROQ_API_KEY, off: 'the seats on Groq are empty', question: askGroq(config) },
    {
      name: 'openrouter',
      secret: secrets.OPENROUTER_API_KEY,
      off: 'the seats on OpenRouter are empty',
      question: askOpenRouter(config),
    },
    { name: 'discord', secret: secrets.DISCORD_TOKEN, off: 'the Discord bot is off', question: askDiscord(config) },
    { name: 'slack bot', secret: secrets.SLACK_BOT_TOKEN, off: 'the Slack bot is off', question: askSlack(config) },
  ];
  return [
    ...services.map((service) => serviceTokenCheck(service, facts)),
    slackAppTokenCheck(secrets.SLACK_APP_TOKEN),
    slackSigningSecretCheck(secrets.SLACK_SIGNING_SECRET),
    apiTokensCheck(secrets.API_TOKENS),
  ];
}
