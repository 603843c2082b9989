import { diffIndices } from 'node-diff3';
import { mergeLines, printPieces, type Conflict, type Piece } from './lines.ts';
import { readText } from './text.ts';

/** Two texts with nothing that they come from: each place where they differ is one to choose at. */
function differ(mine: string, theirs: string): Conflict {
  const user = readText(mine);
  const a = user.lines.map(({ text }) => text);
  const b = readText(theirs).lines.map(({ text }) => text);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { buffer1, buffer1Content, buffer2Content } of diffIndices(a, b)) {
    pieces.push({ lines: user.lines.slice(from, buffer1[0]) });
    pieces.push({ hunk: { line: buffer1[0] + 1, mine: buffer1Content, theirs: buffer2Content } });
    from = buffer1[0] + buffer1[1];
  }
  pieces.push({ lines: user.lines.slice(from) });
  const hunks = pieces.flatMap((piece) => ('hunk' in piece ? [piece.hunk] : []));
  return { hunks, print: (choose) => printPieces(user, pieces, choose) };
}

/**
 * Where two versions of a file are at odds. Where their lines are not, but together make a fault, that is everywhere that they differ.
 *
 * @param base what both come from; undefined for a file that was never ours
 */
export function conflictOf(mine: string, theirs: string, base: string | undefined): Conflict {
  const merged = base === undefined ? undefined : mergeLines({ base, mine, theirs });
  return merged === undefined || 'text' in merged ? differ(mine, theirs) : merged;
}
