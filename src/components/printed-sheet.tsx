import { Slip, SlipLine } from "./ui/slip";
import { Table, Td, Th, Tr } from "./ui/table";

interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A document as `documents/print-document` words it, in its own language. */
export interface PrintedSheetView {
  readonly locale: string;
  readonly heading: string;
  readonly marks: readonly string[];
  readonly facts: readonly Fact[];
  readonly parties: readonly { readonly label: string; readonly lines: readonly string[] }[];
  readonly tables: readonly {
    readonly caption: string;
    readonly columns: readonly { readonly label: string; readonly isFigure?: boolean }[];
    readonly rows: readonly (readonly { readonly text: string; readonly detail?: string }[])[];
  }[];
  readonly totals: readonly Fact[];
  readonly sum: Fact | null;
  readonly notes: readonly string[];
}

/** Any document on paper: the same words and figures as its PDF. */
export function PrintedSheet({ view }: { view: PrintedSheetView }) {
  return (
    <article lang={view.locale} aria-label={view.heading}>
      <Slip className="flex flex-col gap-8 sm:px-10 sm:pt-10">
        {view.marks.map((mark) => (
          <p key={mark} className="font-semibold">
            {mark}
          </p>
        ))}
        <dl className="flex flex-col gap-2 sm:grid sm:grid-cols-3 sm:gap-x-8 sm:gap-y-4">
          {view.facts.map(({ label, value }) => (
            <div key={label} className="flex items-baseline justify-between gap-4 sm:block">
              <dt className="text-sm text-ink-soft">{label}</dt>
              <dd className="font-medium max-sm:text-right">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="grid gap-8 sm:grid-cols-3 sm:gap-x-8">
          {view.parties.map((party) => (
            <div key={party.label}>
              <p className="text-sm text-ink-soft">{party.label}</p>
              {party.lines.map((line, index) => (
                <p key={line} className={index === 0 ? "font-medium" : undefined}>
                  {line}
                </p>
              ))}
            </div>
          ))}
        </div>
        {view.tables.map((table) => (
          <SheetTable key={table.caption} table={table} />
        ))}
        <div className="ml-auto w-full max-w-sm">
          {view.totals.map(({ label, value }) => (
            <SlipLine key={label} label={label} value={value} />
          ))}
          {view.sum ? (
            <SlipLine
              isSum
              label={view.sum.label}
              value={<span className="marked text-xl">{view.sum.value}</span>}
            />
          ) : null}
        </div>
        <ul className="flex flex-col gap-1 border-t border-dashed border-rule-strong pt-4 text-sm text-ink-soft">
          {view.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Slip>
    </article>
  );
}

function SheetTable({ table }: { table: PrintedSheetView["tables"][number] }) {
  // A column in which nothing stands is none.
  const shown = table.columns.flatMap((_, at) =>
    table.rows.some((row) => row[at]?.text || row[at]?.detail) ? [at] : [],
  );
  return (
    <Table caption={table.caption}>
      <thead>
        <tr>
          {table.columns.map(({ label, isFigure = false }, at) =>
            shown.includes(at) ? (
              <Th key={label} isFigure={isFigure}>
                {label}
              </Th>
            ) : null,
          )}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <Tr key={index}>
            {row.map(({ text, detail }, at) =>
              shown.includes(at) ? (
                <Td key={at} isFigure={table.columns[at]?.isFigure ?? false}>
                  {text}
                  {detail ? <span className="block text-sm text-ink-soft">{detail}</span> : null}
                </Td>
              ) : null,
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
