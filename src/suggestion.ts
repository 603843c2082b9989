const longestShown = 80;
/** Shorter beginnings of words say too little. */
const shortestBeginning = 3;

/** Quotes user input for a message, shortened if it is long. */
export function quoted(text: string): string {
  const characters = [...text];
  return `"${characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : text}"`;
}

/** Returns the closest valid word by edit distance, or the only one that the word abbreviates; undefined if none is close. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const lower = word.slice(0, longestShown).toLowerCase();
  const furthest = Math.max(1, Math.floor(lower.length / 3));
  const ranked = choices
    .map((choice) => ({ choice, distance: distance(lower, choice.toLowerCase()) }))
    .toSorted((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= furthest) return best.choice;
  const [longer, another] = choices.filter((choice) => choice.toLowerCase().startsWith(lower));
  return lower.length >= shortestBeginning && another === undefined ? longer : undefined;
}

/** Returns `did you mean "x"?`, or the list of choices if none is close. */
export function suggestion(word: string, choices: readonly string[]): string {
  const near = nearest(word, choices);
  return near === undefined ? `choose from ${choices.join(', ')}` : `did you mean "${near}"?`;
}

/** Counts insertions, deletions, replacements and swaps of neighbours between two words. */
function distance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swap = row > 1 && swapped ? at(row - 2, column - 2) + 1 : Infinity;
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swap,
        ),
      );
    }
  }
  return at(left.length, right.length);
}
