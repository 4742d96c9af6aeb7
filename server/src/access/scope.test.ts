import { expectTypeOf, test } from 'vitest';
import type { CustomerScope, LinkScope, MerchantKey, MerchantScope, ReaderScope } from './scope.ts';

// What these tests promise is checked by the compiler.

test("a customer's scope does not pass for the merchant's", () => {
  expectTypeOf<ReaderScope>().not.toExtend<MerchantScope>();
  expectTypeOf<CustomerScope>().not.toExtend<MerchantScope>();
  expectTypeOf<LinkScope>().not.toExtend<MerchantScope>();
});

test("the merchant's scope does not pass for a customer's", () => {
  expectTypeOf<MerchantScope>().not.toExtend<ReaderScope>();
});

test('every scope says whose rows are meant', () => {
  expectTypeOf<MerchantScope>().toExtend<MerchantKey>();
  expectTypeOf<ReaderScope>().toExtend<MerchantKey>();
});
