/** From a published training run to H100 time. Source of the method: ROLEPL-AI D2.2, sections 4.2.1 to 4.2.4. */

const HOURS_PER_DAY = 24;
const FLOP_PER_PETAFLOP = 1e15;
const FLOP_PER_TERAFLOP = 1e12;

/** GPU-hours of a run on so many GPUs. GPU-hours = GPUs × hours. */
export const gpuHours = ({ gpuCount, hours }: { gpuCount: number; hours: number }): number => gpuCount * hours;

/** Hours of so many days of wall-clock time. */
export const hoursOfDays = ({ days }: { days: number }): number => days * HOURS_PER_DAY;

/** Days of so many hours; also H100-days of H100-hours. */
export const daysOfHours = ({ hours }: { hours: number }): number => hours / HOURS_PER_DAY;

/** How many hours of a GPU one H100-hour replaces, by peak FLOP/s. factor = H100 peak ÷ GPU peak. */
export const equivalenceByPeak = (peaks: { h100PeakTflops: number; gpuPeakTflops: number }): number =>
  peaks.h100PeakTflops / peaks.gpuPeakTflops;

/**
 * H100-hours that do the work of so many hours of another GPU. H100-hours = GPU-hours ÷ factor.
 *
 * @param run.gpuHoursPerH100Hour H100 equivalence factor: hours of this GPU that one H100-hour replaces, > 0
 */
export const h100Hours = (run: { gpuHours: number; gpuHoursPerH100Hour: number }): number =>
  run.gpuHours / run.gpuHoursPerH100Hour;

/**
 * H100-hours for a stated amount of useful computation. H100-hours = FLOP ÷ (peak FLOP/s × utilisation × 3600).
 *
 * @param run.petaflopDays computation in petaflop/s-days (10¹⁵ FLOP/s for a day = 8.64·10¹⁹ FLOP)
 * @param run.h100PeakTflops dense peak of an H100 in TFLOP/s at the run's precision
 * @param run.utilisationFraction share of that peak which useful FLOP reach (MFU), 0–1
 */
export const h100HoursOfFlop = (run: {
  petaflopDays: number;
  h100PeakTflops: number;
  utilisationFraction: number;
}): number =>
  (run.petaflopDays * FLOP_PER_PETAFLOP * HOURS_PER_DAY) /
  (run.h100PeakTflops * FLOP_PER_TERAFLOP * run.utilisationFraction);
