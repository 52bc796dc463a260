// Takes out of an image what no process of it ever opens. image-check.sh then really uses what is left: pruning breaks silently.
// Needs Node 22 (globSync). Called as: node scripts/image-prune.mjs cpu|cuda
import { globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from './runtime.mjs';

// As better-sqlite3 names its files.
const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
const sqlite = `${process.platform}${isMusl ? 'musl' : ''}-${process.arch}.node`;

/** What goes, as globs below node_modules, and why nothing misses it. `keep`: names that stay. `gpu`: stays in an image for GPUs. */
export const needless = [
  { globs: ['**/*.map'], why: 'source maps: Node is not started with --enable-source-maps' },
  { globs: ['**/*.d.ts', '**/*.d.mts', '**/*.d.cts'], why: 'types, for compilers' },
  { globs: ['@types'], why: 'types, for compilers' },
  {
    globs: ['openai/src', 'groq-sdk/src', 'zod/src', 'mediabunny/src'],
    why: 'TypeScript, which Node never runs below node_modules',
  },
  { globs: ['**/{README,CHANGELOG,HISTORY,readme}.md'], why: 'for readers; licences stay' },
  {
    globs: ['better-sqlite3/{deps,src}', 'smart-whisper/{whisper.cpp,build/Release/obj.target,build/Release/.deps}'],
    why: 'C sources and objects of what is compiled',
  },
  { globs: ['better-sqlite3/prebuilds/*'], keep: [sqlite], why: "other platforms' SQLite" },
  {
    globs: ['@evan/opus/node/*.node'],
    keep: [`${process.arch}-${process.platform}.node`],
    why: "other platforms' Opus",
  },
  {
    globs: ['@transcribe-cpp/*/libggml-vulkan.so'],
    gpu: true,
    why: 'needs a GPU and its driver, which an image for CPUs has not',
  },
  {
    globs: ['dejavu-fonts-ttf/ttf/*'],
    keep: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'],
    why: 'PDF files and charts use two faces',
  },
  { globs: ['docx/dist/*.{umd.cjs,iife.js}'], why: 'for browsers and AMD' },
  { globs: ['pdfkit/js/pdfkit.{browser,old,standalone}*'], why: 'for browsers' },
  { globs: ['mediabunny/dist/bundles/*'], keep: ['mediabunny.node.cjs'], why: 'for browsers' },
  { globs: ['.cache'], why: 'the source of whisper.cpp' },
];

/** Removes it below `modules`, a node_modules folder, for `backend` (cpu or cuda); what it removed, by reason. */
export function pruneForImage(modules, backend) {
  return needless
    .filter(({ gpu }) => !gpu || backend === 'cpu')
    .map(({ globs, keep = [], why }) => {
      const found = globSync(globs, { cwd: modules }).filter((path) => !keep.includes(basename(path)));
      for (const path of found) rmSync(join(modules, path), { recursive: true, force: true });
      return { why, removed: found.length };
    });
}

if (process.argv[1] === import.meta.filename) {
  for (const { why, removed } of pruneForImage(join(projectRoot, 'node_modules'), process.argv[2]))
    console.log(`image: ${removed} removed: ${why}`);
}
