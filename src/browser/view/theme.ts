import { signal } from "@preact/signals";

/** Whether the page is shown on a dark ground; paper never is. */
export const dark = signal(false);

/** Follows the system, and draws for paper while the page is printed. */
export function followTheme(): void {
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  const update = (): void => {
    dark.value = prefersDark.matches && !printing.matches;
  };
  update();
  prefersDark.addEventListener("change", update);
  printing.addEventListener("change", update);
  addEventListener("beforeprint", () => {
    dark.value = false;
  });
  addEventListener("afterprint", update);
}
