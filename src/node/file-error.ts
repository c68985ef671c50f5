/** A file or folder that cannot be used as asked. `fault` tells whether the user's words or the machine is the cause. */
export class FileError extends Error {
  readonly fault: "user" | "machine";
  constructor(fault: "user" | "machine", message: string) {
    super(message);
    this.name = "FileError";
    this.fault = fault;
  }
}

/**
 * Does something with files.
 *
 * @param what how a message begins: `cannot write report.md`
 * @throws FileError, with the reason in words
 */
export function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asFileError(what, error);
  }
}

/** What the system objects to, in words. */
export function asFileError(what: string, error: unknown): FileError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = USER_FAULTS[code];
  if (reason !== undefined) return new FileError("user", `${what}: ${reason}`);
  if (error instanceof FileError) return new FileError(error.fault, `${what}: ${error.message}`);
  return new FileError("machine", `${what}: ${error instanceof Error ? error.message : String(error)}`);
}

/** Faults that better words on the command line would mend; all others are the machine's. */
const USER_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission is missing",
  EPERM: "permission is missing",
  EROFS: "the disk is read-only",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "a file stands where a folder is needed",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links go round in circles",
  EINVAL: "the system does not take this name",
};
