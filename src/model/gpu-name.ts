/**
 * A GPU's name as people spell it, reduced to letters and digits that tell it from others: vendor words, the SXM
 * socket and trade marks say nothing more. `NVIDIA H100-SXM5-80GB` and `h100 80gb` are both `h10080gb`.
 */
export function plainGpuName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\((r|tm)\)|®|™/g, " ")
    .replace(
      /\b(nvidia|intel|habana|huawei|google|cloud|amd|radeon|instinct|tesla|quadro|geforce|rtx|dgxs?|hgx|ai|accelerators?|gpus?|chips?|tensor|core|hbm\d?e?)\b/g,
      " ",
    )
    .replace(/sxm\d?/g, " ")
    .replace(/\b(\d+)\s*gi?b\b/g, "$1gb")
    .replace(/[^a-z0-9]/g, "");
}
