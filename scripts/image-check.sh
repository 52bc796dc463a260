#!/usr/bin/env bash
# Runs the image's steps in a folder of its own, as the Dockerfile does, and uses what came out: size, doctor, demo, files, chart, both engines, voice.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "image: $1"; exit 1; }
starts_with() { [ "$(head -c ${#2} "$1")" = "$2" ] || fail "$1 is not what its name says"; }

cd "$project"
cp -r package.json .npmrc scripts bin src commands models samples "$folder"
cd "$folder"
node scripts/image-install.mjs

megabytes=$(du -sm . | cut -f1)
echo "image: $megabytes MB with Node, engine, models of the demo"
# No .runtime where the host's own Node is new enough.
{ du -sm .runtime node_modules/* node_modules/@*/* 2>/dev/null || true; } | sort -rn | sed -n 1,8p # reads to the end: a closed pipe would fail here
[ "$megabytes" -lt 600 ] || fail 'over 600 MB'
[ ! -e node_modules/vitest ] || fail 'has tools for development in it'

# The Node of the set-up, where the host's is older.
export PATH="$folder/node_modules/.bin:$PATH" DATA_DIR="$folder/data"
node bin/mom.mjs doctor --offline | tee doctor.txt
grep -q 'transcribe.cpp .* loads' doctor.txt || fail 'transcribe.cpp does not load'
node bin/mom.mjs demo --speed max >demo.txt
grep -q 'Monday the seventh' demo.txt || fail 'the demo failed'
model=samples/standup/ggml-demo-standup.bin
WHISPER_ENGINE=transcribe.cpp node bin/mom.mjs transcribe --model "$model" samples/standup/track-1002.opus >other-engine.txt
grep -q 'Friday' other-engine.txt || fail 'transcribe.cpp does not transcribe'
echo 'image: the demo ran, and the other engine'

node bin/mom.mjs minutes --tracks --model "$model" --format pdf,docx --out files samples/standup/*.opus >minutes.txt
starts_with "$(echo files/*.pdf)" '%PDF'
starts_with "$(echo files/*.docx)" PK
node bin/mom.mjs costs --chart costs.png >costs.txt
starts_with costs.png "$(printf '\x89PNG')"
echo 'image: PDF, DOCX and PNG were written'

node scripts/image-use.mjs
# The same words in every container, where these recordings are at hand.
for recording in "$project"/../shared/data/formats/jfk.*; do
  [ -e "$recording" ] || continue
  node bin/mom.mjs transcribe --model "$project/../shared/models/for-tests-ggml-tiny.en.bin" "$recording" >/dev/null || fail "$recording is not read"
done
