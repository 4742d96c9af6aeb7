import type { ApiCustomer, NewCustomer } from '@quittance/shared/merchant-api/customer.ts';
import { numberKey, plainName } from '@quittance/shared/party-text.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { waitForTurn } from '../imports/import-queries.ts';
import { endpointKey } from '../imports/party-key.ts';
import { findCustomer, insertCustomer } from './customer-queries.ts';

/** A customer before its first invoice: the importer will find it by VAT number or endpoint. */
export async function addCustomer(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  customer: NewCustomer,
): Promise<ApiCustomer> {
  const keys = {
    name: plainName(customer.name),
    vatNumber: numberKey(customer.vatNumber),
    endpoint: endpointKey(customer.endpoint),
  };
  return deps.db.transaction().execute(async (trx) => {
    // An import may be adding the same customer.
    await waitForTurn(trx, scope);
    const id = await insertCustomer(trx, scope, { ...customer, ...keys });
    const added = id === undefined ? undefined : await findCustomer(trx, scope, id);
    if (!added) throw new AppError('already_exists', 'Another customer has this VAT number or endpoint.');
    return added;
  });
}
