import { stringify } from 'csv-stringify/sync';
import PDFDocument from 'pdfkit';
import type { Statement } from '../../contracts/payouts.ts';
import { decimal, formatMoney } from '../../domain/money.ts';

const dayOf = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(at));

/** A statement for spreadsheets: a header, a line for each booking, and the total. UTF-8, with commas. */
export function statementCsv({ lines, amountMinor, currency, timeZone }: Statement): string {
  const rows = lines.map((line) => [
    dayOf(line.at, timeZone),
    line.orderId,
    line.what,
    decimal(line.amountMinor),
    currency,
  ]);
  return stringify([
    ['date', 'order', 'what', 'amount', 'currency'],
    ...rows,
    ['', '', 'Total', decimal(amountMinor), currency],
  ]);
}

/** The built-in fonts of PDF know Western European letters only; others become question marks rather than something else. */
const printable = (text: string) => text.replace(/[^\u0020-\u007e\u00a0-\u00ff€–’]/gu, '?');

const LEFT = 50;
const COLUMNS = { date: LEFT, order: 120, what: 300, amount: 470 } as const;
const ROW = 15;
const BOTTOM = 780;

/** A statement to print or keep, A4. */
export function statementPdf(statement: Statement): Promise<Buffer> {
  const { lines, amountMinor, currency, timeZone } = statement;
  const pdf = new PDFDocument({ size: 'A4', margin: LEFT, info: { Title: `Statement ${statement.id}` } });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });

  let y = 60;
  const cell = (text: string, x: number, options: PDFKit.Mixins.TextOptions = {}) =>
    pdf.text(printable(text), x, y, { lineBreak: false, ...options });
  const row = (date: string, order: string, what: string, amount: string) => {
    if (y > BOTTOM) {
      pdf.addPage();
      y = 60;
    }
    cell(date, COLUMNS.date);
    cell(order, COLUMNS.order);
    cell(what, COLUMNS.what);
    cell(amount, COLUMNS.amount, { width: 75, align: 'right' });
    y += ROW;
  };

  pdf.font('Helvetica-Bold').fontSize(16);
  cell('Statement', LEFT);
  y += 28;
  pdf.font('Helvetica').fontSize(10);
  for (const text of [
    `${statement.payeeName} (${statement.payeeId})`,
    `${statement.begins} – ${statement.ends}, ${timeZone}`,
    `Payout ${statement.id}, made ${dayOf(statement.madeAt, timeZone)}`,
  ]) {
    cell(text, LEFT);
    y += ROW;
  }
  y += ROW;
  pdf.font('Helvetica-Bold').fontSize(8);
  row('Date', 'Order', 'What', `Amount, ${currency}`);
  pdf.font('Helvetica');
  for (const line of lines) row(dayOf(line.at, timeZone), line.orderId, line.what, decimal(line.amountMinor));
  y += ROW / 2;
  pdf.font('Helvetica-Bold');
  row('', '', 'Total', formatMoney(amountMinor, currency));
  pdf.end();
  return done;
}
