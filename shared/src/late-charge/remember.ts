const keysMax = 50_000;

/** The same few values are wanted over and over by the engine: what was made once is kept, up to a bound. */
export function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (made.size < keysMax) made.set(key, value);
    return value;
  };
}
