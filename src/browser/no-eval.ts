/** Imported before any schema is made: the page's policy forbids code made of text, and zod would try it. */
import { config } from "zod";

config({ jitless: true });
