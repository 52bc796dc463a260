/**
 * Applies a unified diff. Each hunk must be found exactly once, as it was or as it will be; a source that is neither is refused.
 *
 * @param {string} patch
 * @param {(file: string) => string} read
 * @returns {Map<string, string>} the new texts by file
 */
export function applyPatch(patch, read) {
  const results = new Map();
  for (const { file, before, after } of hunksOf(patch)) {
    results.set(file, replaced(results.get(file) ?? read(file), before, after, file));
  }
  if (results.size === 0) throw new Error('the patch is empty');
  return results;
}

function replaced(text, before, after, file) {
  // The new text first: where a hunk only adds lines around others, the old text is a part of it.
  if (timesIn(text, after) === 1) return text;
  if (timesIn(text, before) !== 1) throw new Error(`${file} is not what the patch was made for`);
  return text.replace(before, () => after);
}

const timesIn = (text, part) => text.split(part).length - 1;

function hunksOf(patch) {
  const hunks = [];
  let file = null;
  let hunk = null;
  for (const line of patch.split('\n')) {
    if (line.startsWith('--- ')) hunk = null;
    else if (line.startsWith('+++ ')) file = line.slice(4).trim();
    else if (line.startsWith('@@ ')) {
      hunk = { file, before: '', after: '' };
      hunks.push(hunk);
    } else if (hunk && line !== '') addLine(hunk, line[0], `${line.slice(1)}\n`);
  }
  return hunks;
}

function addLine(hunk, sign, text) {
  if (sign !== '+') hunk.before += text;
  if (sign !== '-') hunk.after += text;
}
