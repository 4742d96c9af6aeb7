import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PendingChallenge } from '@quittance/shared/access.ts';
import type { Calculation } from '@quittance/shared/calculation.ts';
import type { DocumentPage, EntityView, ListTotals, SessionView } from '@quittance/shared/customer-view.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { DocumentList } from '@quittance/shared/document-choices.ts';
import type { Landing } from '@quittance/shared/landing.ts';
import type { PayableTotal } from '@quittance/shared/payable.ts';
import type { Refusal } from '../http/refusal-page.ts';

/** A document whose content its script asks for. */
export type Shell = {
  nonce: string;
  /** The reader's language tags, best first. */
  languages: readonly string[];
  /** Whose brand it is, where that is known before anybody has signed in. */
  entity: EntityView | null;
};

/** A list with its rows in it. `path` has its search; what it means is for the portal to say, which asks accordingly. */
export type AskedList = {
  list: DocumentList;
  path: string;
  session: SessionView;
  documents: (query: unknown) => Promise<DocumentPage>;
  totals: (filter: unknown) => Promise<ListTotals>;
  payable: (filter: unknown) => Promise<{ totals: PayableTotal[] }>;
};

/** A page of signing in. `path` has its search; `challenge` is the code that this browser has asked for. */
export type AskedSignIn = { path: string; challenge: PendingChallenge | null };

/** "See calculation" in the words of the pages: the amounts of `rows` come to `total`. */
export type CalculationText = {
  asOf: string;
  rows: { title: string; details: string[]; amount: string }[];
  total: { label: string; amount: string };
  notes: string[];
  /** What has brought nothing yet, and why. */
  notDue: { title: string; details: string[] }[];
};

/** The documents of the built portal, each as whole HTML, and the folder of the files they load. */
export interface PortalBuild {
  /** Null where there is none: tests of the server. */
  clientDir: string | null;
  renderLanding(landing: Landing, nonce: string): string;
  renderApp(shell: Shell): string;
  renderList(shell: Shell, asked: AskedList): Promise<string>;
  renderSignIn(shell: Shell, asked: AskedSignIn): Promise<string>;
  renderPay(shell: Shell): string;
  renderRefusal(refusal: Refusal): string;
  /** The script of the worker that keeps what was seen on remembered devices. */
  offlineWorker(): string;
  /** `tag`: the language of the reader (BCP 47). */
  calculationText(
    calculation: Calculation,
    about: { kind: DocumentKind; isDisputed: boolean },
    tag: string,
  ): CalculationText;
}

const portalDist = join(import.meta.dirname, '../../../portal/dist');

/** Loads what `pnpm build` made. The portal's source is not ours to import: only its built entry knows JSX and its assets. */
export async function loadPortalBuild(dist: string = portalDist): Promise<PortalBuild> {
  const entry = join(dist, 'server/server-entry.js');
  if (!existsSync(entry)) throw new Error(`The portal is not built: ${entry} is missing. Run \`pnpm build\`.`);
  const built: unknown = await import(pathToFileURL(entry).href);
  if (!isPortalEntry(built)) throw new Error(`${entry} does not fit this server. Run \`pnpm build\`.`);
  return { ...built, clientDir: join(dist, 'client') };
}

type PortalEntry = Omit<PortalBuild, 'clientDir'>;

const entryNames: (keyof PortalEntry)[] = [
  'renderLanding',
  'renderApp',
  'renderList',
  'renderSignIn',
  'renderPay',
  'renderRefusal',
  'offlineWorker',
  'calculationText',
];

function isPortalEntry(built: unknown): built is PortalEntry {
  return entryNames.every((name) => typeof Reflect.get(Object(built), name) === 'function');
}
