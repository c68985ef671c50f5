/** A sum that is added to over time, compensated as `compensatedSum` is (Neumaier 1974). */
export function runningSum(): { readonly add: (value: number) => void; readonly value: () => number } {
  let sum = 0;
  let lost = 0;
  return {
    add(value) {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    value: () => sum + lost,
  };
}
