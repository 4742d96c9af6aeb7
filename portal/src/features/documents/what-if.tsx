import { useId, useState, type ReactNode } from 'react';
import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import type { Wording } from '../../lib/wording.ts';
import type { WhatIfOffer } from './what-if-view.ts';

export type WhatIfSources = { facts: InvoiceFacts; wording: Wording };

type Props = {
  offer: WhatIfOffer;
  /** What to calculate from and how to say it; asked for once, when a day is first chosen. */
  load: () => Promise<WhatIfSources>;
};

type Engine = { kind: 'unused' | 'waiting' | 'failed' } | { kind: 'ready'; answer: (day: string) => ReactNode };

/** The amount and receipt of another day, calculated in the browser by the engine of the server, which is loaded for it. */
export function WhatIf({ offer, load }: Props) {
  const id = useId();
  const [day, setDay] = useState('');
  const [engine, setEngine] = useState<Engine>({ kind: 'unused' });
  const onChoose = (chosen: string) => {
    setDay(chosen);
    if (chosen === '' || engine.kind === 'waiting' || engine.kind === 'ready') return;
    setEngine({ kind: 'waiting' });
    startEngine(offer, load).then(setEngine, () => setEngine({ kind: 'failed' }));
  };
  return (
    <div className="mt-4 border-t border-line pt-4 print:hidden">
      <label htmlFor={id} className="mb-1 block font-medium">
        {offer.label}
      </label>
      <input
        id={id}
        type="date"
        min={offer.minDate}
        max={offer.maxDate}
        value={day}
        onChange={(event) => onChoose(event.currentTarget.value)}
        aria-describedby={`${id}-hint`}
        className="block min-h-12 w-full rounded-md border border-edge bg-page px-3 text-base"
      />
      <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
        {offer.hint}
      </p>
      <div className="mt-3">{day !== '' && answerTo(day, engine, offer)}</div>
    </div>
  );
}

async function startEngine(offer: WhatIfOffer, load: Props['load']): Promise<Engine> {
  const [{ calculateAmountDue }, { WhatIfAnswer }, { facts, wording }] = await Promise.all([
    import('@quittance/shared/amount-due.ts'),
    import('./what-if-answer.tsx'),
    load(),
  ]);
  return {
    kind: 'ready',
    answer: (day) => (
      <WhatIfAnswer day={day} offer={offer} amountDue={calculateAmountDue(facts, day)} wording={wording} />
    ),
  };
}

function answerTo(day: string, engine: Engine, offer: WhatIfOffer): ReactNode {
  switch (engine.kind) {
    case 'unused':
      return null;
    case 'waiting':
      return <output>{offer.waiting}</output>;
    case 'failed':
      return <p role="alert">{offer.failed}</p>;
    case 'ready':
      return engine.answer(day);
  }
}
