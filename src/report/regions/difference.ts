import { createTwoFilesPatch } from "diff";

/** What a document is and what it should be, as a unified diff that `patch` reads. */
export function difference({
  file,
  before,
  after,
}: {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}): string {
  return createTwoFilesPatch(file, file, before, after, "as it is", "as it should be");
}
