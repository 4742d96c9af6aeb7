import { LinesTable } from './lines-table.tsx';
import type { Fact, PartyView, SheetView } from './sheet-view.ts';
import { TotalsList } from './totals-list.tsx';

/** The document in HTML, never a PDF in a frame. */
export function SheetPaper({ sheet }: { sheet: SheetView }) {
  return (
    <article
      aria-label={sheet.title}
      className="rounded-lg border border-line bg-surface p-5 sm:p-8 print:border-0 print:p-0"
    >
      <h2 className="text-xl font-bold">{sheet.title}</h2>
      <div className="mt-5 grid gap-5 sm:grid-cols-2">
        <Party party={sheet.seller} />
        <Party party={sheet.buyer} />
      </div>
      <Facts facts={sheet.facts} />
      <LinesTable lines={sheet.lines} />
      <TotalsList title={sheet.totalsTitle} rows={sheet.totals} />
      {sheet.notes.map((note) => (
        <p key={note} className="mt-5 text-sm whitespace-pre-line text-muted">
          {note}
        </p>
      ))}
    </article>
  );
}

function Party({ party }: { party: PartyView }) {
  return (
    <div>
      <p className="text-sm text-muted">{party.label}</p>
      <p className="font-semibold">{party.name}</p>
      {party.lines.map((line) => (
        <p key={line} className="text-sm">
          {line}
        </p>
      ))}
    </div>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="mt-6 grid grid-cols-[repeat(auto-fit,minmax(min(8rem,100%),1fr))] gap-x-6 gap-y-3">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt className="text-sm text-muted">{fact.label}</dt>
          <dd className="whitespace-pre-line">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
