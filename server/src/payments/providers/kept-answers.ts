import type { Clock } from '../../deps.ts';

export type KeptAnswers<Answer> = (key: string, ask: () => Promise<Answer>) => Promise<Answer>;

/** Answers that stay good for a while: asked for once, however many wait for one. What failed is asked for again. The oldest make room. */
export function keptAnswers<Answer>(
  clock: Pick<Clock, 'now'>,
  { goodForMs, countMax }: { goodForMs: number; countMax: number },
): KeptAnswers<Answer> {
  const kept = new Map<string, { answer: Promise<Answer>; until: number }>();
  return (key, ask) => {
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known && known.until > now) return known.answer;
    const answer = ask();
    kept.delete(key);
    kept.set(key, { answer, until: now + goodForMs });
    answer.catch(() => kept.get(key)?.answer === answer && kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > countMax && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
