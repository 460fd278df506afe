import Link from "next/link";
import { Slip, SlipLine } from "./ui/slip";
import { Table, Td, Th, Tr } from "./ui/table";

/** A labelled text of a document. */
interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A document as `documents/invoice-view` words it, in its own language. */
export interface SheetView {
  readonly locale: string;
  readonly facts: readonly Fact[];
  readonly seller: { readonly label: string; readonly lines: readonly string[] };
  readonly buyer: { readonly label: string; readonly lines: readonly string[] };
  readonly columns: Readonly<Record<"charge" | "energy" | "rate" | "net" | "gross", string>>;
  readonly lines: readonly {
    readonly title: string;
    readonly detail: string;
    readonly late: string | null;
    readonly energy: string;
    readonly rate: string;
    readonly net: string;
    readonly gross: string;
    readonly trail: readonly {
      readonly label: string;
      readonly note: string;
      readonly amount: string;
    }[];
  }[];
  /** The lines by what they were for; none: they stand as they are. */
  readonly groups?: readonly {
    readonly label: string;
    readonly at: readonly number[];
    readonly sumLabel: string;
    readonly net: string;
    readonly vat: string;
    readonly gross: string;
  }[];
  readonly trailLabel: string;
  readonly totals: readonly Fact[];
  readonly toPay: Fact;
  readonly notes: readonly string[];
}

/** An invoice on paper: the same words and figures as its PDF. `lineHrefs` leads from a line to its charge. */
export function InvoiceSheet({
  view,
  lineHrefs,
  linesLabel,
}: {
  view: SheetView;
  lineHrefs: readonly (string | null)[];
  linesLabel: string;
}) {
  return (
    <article lang={view.locale}>
      <Slip className="flex flex-col gap-8 sm:px-10 sm:pt-10">
        <div className="grid gap-8 sm:grid-cols-3">
          {[view.seller, view.buyer].map((party) => (
            <div key={party.label}>
              <p className="text-sm text-ink-soft">{party.label}</p>
              {party.lines.map((line, index) => (
                <p key={line} className={index === 0 ? "font-medium" : undefined}>
                  {line}
                </p>
              ))}
            </div>
          ))}
          <dl className="order-first flex flex-col gap-2 sm:col-span-3 sm:grid sm:grid-cols-3 sm:gap-x-8 sm:gap-y-4">
            {view.facts.map(({ label, value }) => (
              <div key={label} className="flex justify-between gap-4 sm:block">
                <dt className="text-sm text-ink-soft">{label}</dt>
                <dd className="font-medium">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
        <SheetLines view={view} lineHrefs={lineHrefs} label={linesLabel} />
        <div className="ml-auto w-full max-w-sm">
          {view.totals.map(({ label, value }) => (
            <SlipLine key={label} label={label} value={value} />
          ))}
          <SlipLine
            isSum
            label={view.toPay.label}
            value={<span className="marked text-xl">{view.toPay.value}</span>}
          />
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

function SheetLines({
  view,
  lineHrefs,
  label,
}: {
  view: SheetView;
  lineHrefs: readonly (string | null)[];
  label: string;
}) {
  const { columns } = view;
  return (
    <Table caption={label}>
      <thead>
        <tr>
          <Th>{columns.charge}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {columns.energy}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {columns.rate}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {columns.net}
          </Th>
          <Th isFigure>{columns.gross}</Th>
        </tr>
      </thead>
      {(view.groups ?? []).length === 0 ? (
        <tbody>
          {view.lines.map((line, index) => (
            <SheetLine key={index} view={view} line={line} href={lineHrefs[index] ?? null} />
          ))}
        </tbody>
      ) : null}
      {view.groups?.map((group) => (
        <tbody key={group.label}>
          <Tr>
            <th scope="rowgroup" colSpan={5} className="border-b border-ink pt-6 pb-2 text-left">
              {group.label}
            </th>
          </Tr>
          {group.at.map((index) => {
            const line = view.lines[index];
            const href = lineHrefs[index] ?? null;
            return line ? <SheetLine key={index} view={view} line={line} href={href} /> : null;
          })}
          <Tr>
            <Td className="font-medium">
              {group.sumLabel}
              <span className="block text-sm font-normal text-ink-soft">{group.vat}</span>
            </Td>
            <Td className="hidden sm:table-cell" />
            <Td className="hidden md:table-cell" />
            <Td isFigure className="hidden font-medium md:table-cell">
              {group.net}
            </Td>
            <Td isFigure className="font-medium">
              {group.gross}
            </Td>
          </Tr>
        </tbody>
      ))}
    </Table>
  );
}

function SheetLine({
  view,
  line,
  href,
}: {
  view: SheetView;
  line: SheetView["lines"][number];
  href: string | null;
}) {
  return (
    <Tr>
      <Td>
        {href ? (
          <Link href={href} className="font-medium underline underline-offset-2">
            {line.title}
          </Link>
        ) : (
          <span className="font-medium">{line.title}</span>
        )}
        <span className="block text-sm text-ink-soft">{line.detail}</span>
        {line.late ? <span className="block text-sm text-wait">{line.late}</span> : null}
        <span className="block text-sm text-ink-soft sm:hidden">{line.energy}</span>
        <Trail view={view} trail={line.trail} />
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {line.energy}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {line.rate}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {line.net}
      </Td>
      <Td isFigure>{line.gross}</Td>
    </Tr>
  );
}

/** How a line's price came about, opened on demand; on paper it always stands there. */
function Trail({ view, trail }: { view: SheetView; trail: SheetView["lines"][number]["trail"] }) {
  if (trail.length === 0) return null;
  return (
    <details className="group/trail text-sm text-ink-soft">
      <summary className="w-fit cursor-pointer py-0.5 underline decoration-dotted underline-offset-2">
        {view.trailLabel}
      </summary>
      <ul className="max-w-prose pt-1 pb-2">
        {trail.map(({ label, note, amount }, index) => (
          <li key={index} className="flex items-baseline gap-3 py-0.5">
            <span className="min-w-0 flex-1">
              <span className="text-ink">{label}</span>
              {note === "" ? null : <> {note}</>}
            </span>
            <span className="whitespace-nowrap">{amount}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
