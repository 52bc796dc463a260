// The boundaries of docs/architecture.md as a gate. `npm run check` fails when a rule breaks and when nothing was read.
const islands = '(recording|audio|transcription|diarization|minutes|ledger|profiles|actions|search|doctor)';
const common = 'src/(domain|ports)/|^src/(errors|log)\\.ts$';
const sdkHomes = {
  'smart-whisper': 'src/providers/whisper',
  'transcribe-cpp': 'src/providers/transcribe-cpp',
  'onnxruntime-node': 'src/providers/onnx',
  'node-av': 'src/providers/media',
  'better-sqlite3|kysely': 'src/providers/(store|queue|sqlite)',
  '@evan/opus': 'src/providers/opus',
  'pdfkit|docx': 'src/providers/documents',
  'vega|vega-lite|@resvg/resvg-js': 'src/providers/charts',
  'discord\\.js|@discordjs/|@snazzah/davey': 'src/platforms/discord',
  '@slack/': 'src/platforms/slack',
  'groq-sdk': 'src/providers/groq',
  openai: 'src/providers/openrouter',
  commander: 'src/cli',
  'chrono-node': 'src/minutes',
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'ports-import-domain-only',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: '^src/(domain|ports)/' },
    },
    {
      name: 'islands-stay-islands',
      severity: 'error',
      from: { path: `^src/${islands}/` },
      to: { path: '^(src|commands)/', pathNot: `^src/$1/|^${common}` },
    },
    {
      name: 'meeting-knows-no-adapter',
      severity: 'error',
      from: { path: '^src/meeting/' },
      to: { path: '^(src/(platforms|providers|http|cli|child)/|src/(app|main|config)\\.ts$|commands/)' },
    },
    {
      name: 'adapters-know-ports-only',
      severity: 'error',
      from: { path: '^src/(platforms|providers)/([^/]+)/' },
      to: {
        path: '^(src|commands)/',
        pathNot: `^src/$1/$2/|^src/child/|^src/providers/(sqlite|chat-dialect)/|^${common}`,
      },
    },
    {
      name: 'child-is-plumbing',
      severity: 'error',
      from: { path: '^src/child/' },
      to: { path: '^(src|commands)/', pathNot: `^src/child/|^${common}` },
    },
    {
      name: 'edges-stay-off-adapters',
      severity: 'error',
      from: { path: '^(commands|src/http|src/cli)/' },
      to: { path: '^src/(platforms|providers|child)/|^src/main\\.ts$' },
    },
    {
      name: 'only-edges-import-app',
      severity: 'error',
      from: { pathNot: '^(src/[^/]+\\.ts$|src/cli/|test/)' },
      to: { path: '^src/app\\.ts$' },
    },
    { name: 'src-never-imports-test', severity: 'error', from: { path: '^(src|commands)/' }, to: { path: '^test/' } },
    ...Object.entries(sdkHomes).map(([sdk, home]) => ({
      name: `sdk-home:${home}`,
      severity: 'error',
      from: { pathNot: `^(${home}|test)/` },
      to: { path: `(^|node_modules/)(${sdk})(/|$)` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
