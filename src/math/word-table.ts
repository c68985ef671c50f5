/** A law on whole numbers, drawn from one 32-bit word by inversion: monotone in the word. */
export type WholeFromWord = (word: number) => number;

/**
 * Inverts the distribution function with the help of a guide: the word's upper 12 bits name the first candidate, a
 * short walk finds the number. Probabilities are rounded to 2^−32.
 *
 * @param weights weight of first, first + 1, …; any positive total
 */
export function wholeFromWord(weights: Float64Array, first: number): WholeFromWord {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const ends = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((w, i) => {
    sum += w;
    ends[i] = Math.round((sum / total) * 2 ** 32);
  });
  ends[weights.length - 1] = 2 ** 32;
  const guide = new Int32Array(4096);
  for (let cell = 0, i = 0; cell < guide.length; cell++) {
    while ((ends[i] as number) <= cell * 2 ** 20) i++;
    guide[cell] = i;
  }
  return (word) => {
    let i = guide[word >>> 20] as number;
    while (word >= (ends[i] as number)) i++;
    return first + i;
  };
}
