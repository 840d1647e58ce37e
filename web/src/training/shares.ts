/**
 * Deals out work of these costs to at most `hands` hands, so that none has much more to do than
 * another; each hand's share in ascending order. Everyone deals alike: the result depends on its
 * arguments alone.
 */
export function shares(costs: readonly number[], hands: number): number[][] {
  const dealt = Array.from({ length: Math.min(hands, costs.length) }, () => ({
    cost: 0,
    own: [] as number[],
  }));
  const byCost = costs.map((cost, index) => ({ cost, index })).sort((a, b) => b.cost - a.cost);
  for (const { cost, index } of byCost) {
    const least = dealt.reduce((least, hand) => (hand.cost < least.cost ? hand : least));
    least.cost += cost;
    least.own.push(index);
  }
  return dealt.map(({ own }) => own.sort((a, b) => a - b));
}
