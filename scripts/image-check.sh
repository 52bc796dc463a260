#!/usr/bin/env bash
# Runs the image's steps in a folder of its own, as the Dockerfile does, and looks at what came out: size, doctor, demo.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$project"
cp -r package.json .npmrc scripts bin src commands models samples "$folder"
cd "$folder"
node scripts/image-install.mjs

megabytes=$(du -sm . | cut -f1)
echo "image: $megabytes MB with Node, engine, models of the demo"
# No .runtime where the host's own Node is new enough.
{ du -sm .runtime node_modules/* node_modules/@*/* 2>/dev/null || true; } | sort -rn | head -n 8
[ "$megabytes" -lt 850 ] || { echo 'image: over 850 MB'; exit 1; }
[ ! -e node_modules/vitest ] || { echo 'image: has tools for development in it'; exit 1; }

export DATA_DIR="$folder/data"
node bin/mom.mjs doctor --offline
node bin/mom.mjs demo --speed max | grep -q 'Monday the seventh'
echo 'image: the demo ran'
