import { useId } from 'react';
import { countryCodes } from '@quittance/shared/country-codes.ts';
import type { DocumentProposals } from '@quittance/shared/proposal.ts';
import { TextField } from '../../components/text-field.tsx';
import { useWording } from '../../lib/wording-context.tsx';

export type FieldsProps = Pick<DocumentProposals, 'recorded'> & { wrong: (field: string) => boolean };

/** Filled with what is recorded: one changes what is wrong and leaves the rest. */
export function BillingFields({ recorded, wrong }: FieldsProps) {
  const { t } = useWording();
  const { name, address, vatNumber } = recorded;
  const missing = t('proposal.missing');
  const tooLong = (field: string) => (wrong(field) ? t('proposal.tooLong') : null);
  return (
    <>
      <TextField
        label={t('proposal.field.name')}
        invalidText={missing}
        error={wrong('name') ? missing : null}
        name="name"
        defaultValue={name}
        autoComplete="organization"
        required
        maxLength={200}
      />
      <StreetField lines={address.lines} error={tooLong('address.lines')} />
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4">
        <TextField
          label={t('proposal.field.postalCode')}
          invalidText={missing}
          error={tooLong('address.postalCode')}
          name="postalCode"
          defaultValue={address.postalCode ?? ''}
          autoComplete="postal-code"
          maxLength={20}
        />
        <TextField
          label={t('proposal.field.city')}
          invalidText={missing}
          error={tooLong('address.city')}
          name="city"
          defaultValue={address.city ?? ''}
          autoComplete="address-level2"
          maxLength={100}
        />
      </div>
      <CountryField country={address.country} />
      <TextField
        label={t('proposal.field.vatNumber')}
        invalidText={missing}
        error={wrong('vatNumber') ? t('proposal.wrongVatNumber') : null}
        name="vatNumber"
        defaultValue={vatNumber ?? ''}
        autoComplete="off"
        maxLength={64}
      />
      <TextField
        label={t('proposal.newInvoiceEmail')}
        invalidText={t('errors.invalidEmail')}
        error={wrong('invoiceEmail') ? t('errors.invalidEmail') : null}
        name="invoiceEmail"
        type="email"
        autoComplete="off"
        maxLength={254}
      />
    </>
  );
}

const field = 'block min-h-12 w-full rounded-md border border-edge bg-page px-3 text-lg';

function StreetField({ lines, error }: { lines: readonly string[]; error: string | null }) {
  const { t } = useWording();
  const id = useId();
  return (
    <p>
      <label htmlFor={id} className="mb-1 block font-medium">
        {t('proposal.field.street')}
      </label>
      <textarea
        id={id}
        name="lines"
        rows={2}
        defaultValue={lines.join('\n')}
        autoComplete="street-address"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        className={`${field} py-2 aria-invalid:border-2 aria-invalid:border-late`}
      />
      {error !== null && (
        <span id={`${id}-error`} role="alert" className="mt-1 block text-late">
          {error}
        </span>
      )}
    </p>
  );
}

function CountryField({ country: chosen }: { country: string | null }) {
  const { t, country } = useWording();
  const id = useId();
  const offered = [...countryCodes]
    .filter((code) => /^[A-Z]{2}$/.test(code) && (code !== 'XI' || chosen === 'XI'))
    .map((code) => ({ code, name: country(code) }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return (
    <p>
      <label htmlFor={id} className="mb-1 block font-medium">
        {t('proposal.field.country')}
      </label>
      <select id={id} name="country" defaultValue={chosen ?? ''} autoComplete="country" className={field}>
        <option value="">{t('proposal.none')}</option>
        {offered.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
