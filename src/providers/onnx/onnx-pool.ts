import { ChildPool } from '../../child/index.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { checkOnnxFile } from './check-onnx-file.ts';
import type { ShippedModel } from './shipped-models.ts';

export interface OnnxOptions {
  /** The model that ships, or its larger sister. */
  readonly modelPath: string;
  /** 120 s unless told. */
  readonly idleMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What every new child is told. */
export interface OnnxInit {
  readonly modelPath: string;
}

interface OnnxChild {
  readonly model: ShippedModel;
  readonly module: URL;
  /** A job takes a tenth of a second; this is for a host that is busy with everything else. */
  readonly jobTimeoutMs: number;
}

const DEFAULT_IDLE_MS = 120_000;
const START_TIMEOUT_MS = 60_000;
const GRACE_MS = 2_000;
/** Each track asks for one thing at a time. */
const QUEUE_LIMIT = 64;

/** One child process with one model, for all tracks. Nothing is started before the first job. */
export function openOnnxPool<Request, Reply>(
  { model, module, jobTimeoutMs }: OnnxChild,
  { modelPath, idleMs = DEFAULT_IDLE_MS, clock, log }: OnnxOptions,
): ChildPool<OnnxInit, Request, Reply> {
  const { purpose: name, failureCode } = model;
  return new ChildPool({
    name,
    module,
    prepare: async () => {
      await checkOnnxFile(modelPath, model);
      return { modelPath };
    },
    env: {},
    workers: 1,
    queueLimit: QUEUE_LIMIT,
    startTimeoutMs: START_TIMEOUT_MS,
    jobTimeoutMs,
    idleMs,
    graceMs: GRACE_MS,
    failureCodes: { crashed: failureCode, timedOut: failureCode, failed: failureCode },
    clock,
    log,
  });
}
