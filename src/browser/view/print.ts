import { signal } from "@preact/signals";

/** Whether every tab is laid out, for a printout of the whole. */
export const printAll = signal(false);

/** Prints the tab that is shown, or all of them one after another. */
export function printPage(all: boolean): void {
  printAll.value = all;
  // Charts are drawn once their place is laid out.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      print();
      printAll.value = false;
    }),
  );
}
