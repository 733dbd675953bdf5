/**
 * @typedef {object} Reporter
 * @property {(line: string) => void} say one line about what was decided
 * @property {(name: string, text: string) => void} step what a server is doing now
 * @property {(name: string, text: string) => void} done
 * @property {(name: string, text: string) => void} fail
 * @property {() => void} end
 */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const STILL_MS = 10_000;

/**
 * A live checklist on a terminal, plain lines elsewhere, nothing but `say` when quiet.
 * @param {string[]} names
 * @param {{ quiet?: boolean | undefined }} [options]
 * @returns {Reporter}
 */
export function createReporter(names, { quiet = false } = {}) {
  if (quiet) return quietReporter();
  return process.stdout.isTTY ? liveReporter(names) : plainReporter();
}

/** @returns {Reporter} */
function quietReporter() {
  const nothing = () => {};
  return { say: printLine, step: nothing, done: nothing, fail: nothing, end: nothing };
}

/** @param {string} line */
const printLine = (line) => void process.stdout.write(`${line}\n`);

/** @returns {Reporter} */
function plainReporter() {
  const began = Date.now();
  /** @type {Map<string, string>} */
  const busy = new Map();
  const timer = setInterval(() => {
    for (const [name, text] of busy) printLine(`${name}: still ${text} (${seconds(began)})`);
  }, STILL_MS);
  timer.unref();
  return {
    say: printLine,
    step: (name, text) => {
      busy.set(name, text);
      printLine(`${name}: ${text}`);
    },
    done: (name, text) => {
      busy.delete(name);
      printLine(`${name}: ${text} (${seconds(began)})`);
    },
    fail: (name, text) => {
      busy.delete(name);
      printLine(`${name}: ${text}`);
    },
    end: () => clearInterval(timer),
  };
}

/**
 * @param {string[]} names
 * @returns {Reporter}
 */
function liveReporter(names) {
  const began = Date.now();
  const width = Math.max(...names.map((name) => name.length));
  const rows = new Map(names.map((name) => [name, { mark: '·', text: 'waiting', took: '' }]));
  let drawn = 0;
  let frame = 0;
  const draw = () => {
    const columns = process.stdout.columns || 80;
    const lines = [...rows].map(([name, { mark, text, took }]) => {
      const sign = mark === 'busy' ? FRAMES[frame % FRAMES.length] : mark;
      const time = mark === 'busy' ? seconds(began) : took;
      return `  ${sign} ${name.padEnd(width)}  ${text}${time && `  ${time}`}`.slice(0, columns - 1);
    });
    process.stdout.write(`${up(drawn)}${lines.map((line) => `\x1b[2K${line}\n`).join('')}`);
    drawn = lines.length;
    frame += 1;
  };
  const timer = setInterval(draw, 100);
  timer.unref();
  /** @type {(mark: string) => (name: string, text: string) => void} */
  const set = (mark) => (name, text) => {
    rows.set(name, { mark, text, took: seconds(began) });
    draw();
  };
  return {
    say: (line) => {
      process.stdout.write(`${up(drawn)}\x1b[J`);
      drawn = 0;
      printLine(line);
      draw();
    },
    step: set('busy'),
    done: set('✔'),
    fail: set('✖'),
    end: () => {
      clearInterval(timer);
      draw();
    },
  };
}

/** @param {number} lines */
const up = (lines) => (lines > 0 ? `\x1b[${lines}A` : '');

/** @param {number} began */
const seconds = (began) => `${((Date.now() - began) / 1_000).toFixed(1)} s`;

/**
 * A table with aligned columns.
 * @param {string[]} header
 * @param {string[][]} rows
 * @returns {string}
 */
export function table(header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
