/** Spreadsheets run a cell that begins like a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string | undefined): string => {
  const text = value ?? '';
  const tame = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
};

/** One line of CSV (RFC 4180), safe to open in a spreadsheet. */
export const csvLine = (cells: readonly (string | undefined)[]): string => `${cells.map(cell).join(',')}\r\n`;
