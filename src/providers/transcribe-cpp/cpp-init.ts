/** What every new child is told. */
export interface CppInit {
  readonly modelPath: string;
  /** For messages. */
  readonly modelName: string;
  readonly threads: number;
  readonly useGpu: boolean;
}
