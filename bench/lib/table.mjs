/**
 * @typedef {{ what: string, atMost?: number, atLeast?: number, found: number, unit?: string }} Target
 * @typedef {{ id: string, title: string, head: readonly string[], lines: readonly (readonly string[])[],
 *   targets: readonly Target[] }} Result
 */

/** @param {Target} target */
export function isMet({ atMost = Infinity, atLeast = -Infinity, found }) {
  return found <= atMost && found >= atLeast;
}

/** @param {Target} target */
function verdict(target) {
  const { what, atMost, atLeast, found, unit = '' } = target;
  const bound = atMost === undefined ? `at least ${atLeast}${unit}` : `at most ${atMost}${unit}`;
  return `- ${isMet(target) ? 'met' : '**missed**'}: ${what}: ${found.toFixed(2)}${unit}, target ${bound}`;
}

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/** A result as Markdown. @param {Result} result */
export function markdown({ title, head, lines, targets }) {
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  const table = [head, rule, ...lines].map(line).join('\n');
  const verdicts = targets.length > 0 ? `\n\n${targets.map(verdict).join('\n')}` : '';
  return `**${title}**\n\n${table}${verdicts}`;
}

/**
 * The document with a row's table replaced; a row without a place in it is an error, because it would get lost.
 *
 * @param {string} document
 * @param {Result} result
 */
export function published(document, result) {
  const [start, end] = [`<!-- bench:${result.id} -->`, `<!-- /bench:${result.id} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`docs/performance.md has no place ${start} … ${end}`);
  return `${document.slice(0, from + start.length)}\n\n${markdown(result)}\n\n${document.slice(to)}`;
}
