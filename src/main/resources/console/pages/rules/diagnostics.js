/**
 * Problems of the service as the editor shows them in place: from the column on to the end of the
 * word, the whole line where no column is known.
 *
 * @param {object} doc the editor's text
 * @param {Array<{line: number, column: number, message: string, advice: string, warning?: boolean}>} problems
 */
export function diagnosticsOf(doc, problems) {
  return problems.map((problem) => {
    const line = doc.line(Math.min(Math.max(problem.line, 1), doc.lines));
    const start = line.from + (line.text.length - line.text.trimStart().length);
    const from = problem.column > 0 ? Math.min(line.from + problem.column - 1, line.to) : start;
    const word = /^[\w$]+/.exec(doc.sliceString(from, line.to))?.[0] ?? '';
    return {
      from,
      to: problem.column > 0 && word ? from + word.length : line.to,
      severity: problem.warning ? 'warning' : 'error',
      message: [problem.message, problem.advice].filter(Boolean).join('\n'),
    };
  }).sort((a, b) => a.from - b.from);
}
